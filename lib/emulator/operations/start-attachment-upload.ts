import { randomUUID } from 'node:crypto';

import { toIso } from '../clock.js';
import { optionalInteger, requiredText } from '../http/field.js';
import { invalid, ServiceError } from '../http/service-error.js';
import type { JsonRecord } from '../json.js';
import type { Service } from '../service.js';
import { storageUrl } from '../storage/storage-url.js';
import type { Call, Operation } from './call.js';

const MAX_HEADER_VALUE_LENGTH = 256;

const readUpload = (service: Service, body: JsonRecord) => {
  const contentType = requiredText(body, 'ContentType', { max: 255 });
  const attachmentName = requiredText(body, 'AttachmentName', { max: 256 });
  requiredText(body, 'ClientToken', { max: 500 });
  const max = Number.MAX_SAFE_INTEGER;
  const sizeInBytes = optionalInteger(body, 'AttachmentSizeInBytes', { min: 1, max });
  if (sizeInBytes === undefined) throw invalid('AttachmentSizeInBytes is required.');
  if (sizeInBytes > service.settings.maxAttachmentBytes) throw invalid('The attachment is too large.');
  if (!service.settings.attachmentTypes.includes(contentType))
    throw invalid(`Attachments of type ${contentType} are not supported.`);
  return { contentType, attachmentName, sizeInBytes };
};

/** What `encodeURIComponent` leaves, and RFC 8187 does not. */
const percentEncoded = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

const dispositionOf = (attachmentName: string): string => {
  // Through a buffer, because a lone surrogate has no encoding.
  const name = encodeURIComponent(Buffer.from(attachmentName).toString()).replace(/['()*]/g, percentEncoded);
  const disposition = `attachment; filename*=UTF-8''${name}`;
  return disposition.length > MAX_HEADER_VALUE_LENGTH ? 'attachment' : disposition;
};

const signedHeaders = ({ member: { chat } }: Call, upload: ReturnType<typeof readUpload>) => ({
  'Content-Type': upload.contentType,
  'Content-Length': String(upload.sizeInBytes),
  'Content-Disposition': dispositionOf(upload.attachmentName),
  'x-amz-acl': 'bucket-owner-full-control',
  'x-amz-meta-initial_contact_id': chat.initialContactId,
  'x-amz-meta-contact_id': chat.contactId(),
});

/** Announces an attachment and gives the URL and the headers to upload it with. */
export const startAttachmentUpload: Operation = (service, call) => {
  const upload = readUpload(service, call.body);
  const { chat, participant } = call.member;
  const now = service.clock.now();
  const { initialContactId } = chat;
  if (service.attachments.countOf(initialContactId, now) >= service.settings.maxAttachments) {
    throw new ServiceError('ServiceQuotaExceededException', 'The chat has as many attachments as it may have.');
  }
  const attachmentId = randomUUID();
  const uploadSignature = randomUUID();
  const uploadUntil = now + service.settings.uploadUrlLifetimeMs;
  const headers = signedHeaders(call, upload);
  const { participantId } = participant;
  const origin = { attachmentId, initialContactId, participantId, ...upload };
  service.attachments.put({ ...origin, state: 'started', uploadSignature, uploadUntil, headers });
  return {
    AttachmentId: attachmentId,
    UploadMetadata: {
      Url: storageUrl(service.authority(), attachmentId, uploadSignature, uploadUntil),
      UrlExpiry: toIso(uploadUntil),
      HeadersToInclude: headers,
    },
  };
};
