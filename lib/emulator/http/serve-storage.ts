import type { ServerResponse } from 'node:http';

import type { FaultName } from '../faults/fault.js';
import type { Service } from '../service.js';
import { download } from '../storage/download.js';
import { storageError } from '../storage/storage-error.js';
import { upload } from '../storage/upload.js';
import type { Inbound } from './inbound.js';
import { respond } from './respond.js';

const UPLOAD_FAULTS: ReadonlyArray<FaultName> = ['upload.error', 'upload.hang', 'upload.redirect'];
const DOWNLOAD_FAULTS: ReadonlyArray<FaultName> = ['download.error', 'download.redirect'];

/** Serves an upload or a download, which know nothing of the participant service. */
export const serveStorage = (
  service: Service,
  { operation, path, headers }: Inbound,
  bytes: Buffer | undefined,
  response: ServerResponse,
): void => {
  const isUpload = operation === 'UploadAttachment';
  const strike = service.faults.draw(isUpload ? UPLOAD_FAULTS : DOWNLOAD_FAULTS, { operation });
  if (strike?.fault === 'upload.hang') return;
  if (strike?.fault === 'upload.redirect' || strike?.fault === 'download.redirect') {
    const { status = 307, location = path } = strike;
    const { headers: type, ...answer } = storageError(status, 'TemporaryRedirect', 'An injected fault');
    respond(service, response, { ...answer, headers: { ...type, Location: location } });
    return;
  }
  if (strike !== undefined) {
    const { status = 403 } = strike;
    const code = status === 403 ? 'AccessDenied' : 'InternalError';
    respond(service, response, storageError(status, code, 'An injected fault'));
    return;
  }
  respond(service, response, isUpload ? upload(service, path, headers, bytes) : download(service, path, headers));
};
