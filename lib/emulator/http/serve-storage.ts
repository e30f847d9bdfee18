import type { ServerResponse } from 'node:http';

import type { Service } from '../service.js';
import { download } from '../storage/download.js';
import { storageError } from '../storage/storage-error.js';
import { upload } from '../storage/upload.js';
import type { Inbound } from './inbound.js';
import { respond } from './respond.js';

/** Serves an upload or a download, which know nothing of the participant service. */
export const serveStorage = (
  service: Service,
  { operation, path, headers }: Inbound,
  bytes: Buffer | undefined,
  response: ServerResponse,
): void => {
  const isUpload = operation === 'UploadAttachment';
  const strike = service.faults.draw(isUpload ? ['upload.error', 'upload.hang'] : ['download.error'], { operation });
  if (strike?.fault === 'upload.hang') return;
  if (strike !== undefined) {
    const { status = 403 } = strike;
    const code = status === 403 ? 'AccessDenied' : 'InternalError';
    respond(service, response, storageError(status, code, 'An injected fault'));
    return;
  }
  respond(service, response, isUpload ? upload(service, path, headers, bytes) : download(service, path, headers));
};
