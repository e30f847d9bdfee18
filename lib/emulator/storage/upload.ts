import type { Answer } from '../http/answer.js';
import type { Service } from '../service.js';
import type { StoredAttachment } from './attachment-store.js';
import { storageError, twoMechanisms, urlRefused } from './storage-error.js';
import { readStorageUrl } from './storage-url.js';

type Headers = Readonly<Record<string, string>>;

/** Finds a header that was signed and is missing or different, or that looks signed and was not. */
const offendingHeader = (signed: Headers, sent: Headers): string | undefined => {
  const wanted = new Map(Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value]));
  const wrong = [...wanted].find(([name, value]) => sent[name] !== value);
  return wrong?.[0] ?? Object.keys(sent).find((name) => name.startsWith('x-amz-') && !wanted.has(name));
};

const store = (service: Service, attachment: StoredAttachment, headers: Headers, bytes: Buffer): Answer => {
  const offending = offendingHeader(attachment.headers, headers);
  if (offending !== undefined) {
    return storageError(403, 'SignatureDoesNotMatch', `The header ${offending} does not match the signature`);
  }
  if (bytes.length !== attachment.sizeInBytes) {
    return storageError(400, 'IncompleteBody', 'The body does not have the announced size');
  }
  const state = attachment.state === 'started' ? 'uploaded' : attachment.state;
  service.attachments.put({ ...attachment, bytes, state });
  service.changes.announce();
  return { status: 200, headers: { ETag: `"${attachment.attachmentId}"` }, body: '' };
};

/** Takes the bytes of an attachment, if the request is exactly the one that was signed. */
export const upload = (service: Service, path: string, headers: Headers, bytes: Buffer | undefined): Answer => {
  if (headers['x-amz-bearer'] !== undefined) return twoMechanisms();
  const { attachmentId, signature } = readStorageUrl(path);
  const attachment = service.attachments.find(attachmentId);
  if (attachment?.uploadSignature !== signature) return urlRefused(false);
  if (attachment.uploadUntil <= service.clock.now()) return urlRefused(true);
  if (bytes === undefined) return storageError(400, 'EntityTooLarge', 'The body is larger than anything allowed');
  return store(service, attachment, headers, bytes);
};
