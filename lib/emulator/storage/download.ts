import type { Answer } from '../http/answer.js';
import type { Service } from '../service.js';
import { twoMechanisms, urlRefused } from './storage-error.js';
import { readStorageUrl } from './storage-url.js';

/** Gives back the bytes of an attachment under a presigned URL. */
export const download = (service: Service, path: string, headers: Readonly<Record<string, string>>): Answer => {
  if (headers['x-amz-bearer'] !== undefined) return twoMechanisms();
  const { attachmentId, signature } = readStorageUrl(path);
  const until = service.attachments.downloadUntil(attachmentId, signature);
  const attachment = service.attachments.find(attachmentId);
  if (until === undefined || attachment?.bytes === undefined) return urlRefused(false);
  if (until <= service.clock.now()) return urlRefused(true);
  const disposition = attachment.headers['Content-Disposition'] ?? 'attachment';
  return {
    status: 200,
    headers: { 'Content-Type': attachment.contentType, 'Content-Disposition': disposition },
    body: attachment.bytes,
  };
};
