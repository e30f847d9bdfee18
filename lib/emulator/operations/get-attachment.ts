import { randomUUID } from 'node:crypto';

import { toIso } from '../clock.js';
import { optionalInteger, requiredText } from '../http/field.js';
import { accessDenied, invalid } from '../http/service-error.js';
import { storageUrl } from '../storage/storage-url.js';
import type { Operation } from './call.js';

const DEFAULT_EXPIRY_S = 300;

/** Gives a URL under which an approved attachment can be downloaded for a while. */
export const getAttachment: Operation = (service, { body, member }) => {
  const attachmentId = requiredText(body, 'AttachmentId', { max: 256 });
  const expirySeconds = optionalInteger(body, 'UrlExpiryInSeconds', { min: 5, max: 300 }) ?? DEFAULT_EXPIRY_S;
  if (member.participant.role === 'CUSTOM_BOT') throw accessDenied();
  const attachment = service.attachments.find(attachmentId);
  if (attachment?.initialContactId !== member.chat.initialContactId) throw invalid('The attachment is unknown.');
  if (attachment.state !== 'APPROVED') throw invalid('The attachment is not approved.');
  const signature = randomUUID();
  const expiresAt = service.clock.now() + expirySeconds * 1_000;
  service.attachments.sign(attachmentId, signature, expiresAt);
  return {
    Url: storageUrl(service.authority(), attachmentId, signature, expiresAt),
    UrlExpiry: toIso(expiresAt),
    AttachmentSizeInBytes: attachment.sizeInBytes,
  };
};
