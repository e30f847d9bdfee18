import { composeItem } from '../chat/compose-item.js';
import type { Item, ItemAttachment } from '../chat/item.js';
import { publish } from '../chat/publish.js';
import { optionalTexts, requiredText } from '../http/field.js';
import { accessDenied, invalid, ServiceError } from '../http/service-error.js';
import type { Service } from '../service.js';
import type { StoredAttachment } from '../storage/attachment-store.js';
import type { Call, Operation } from './call.js';

const shown = (attachment: StoredAttachment, status: ItemAttachment['Status']): ReadonlyArray<ItemAttachment> => [
  {
    AttachmentId: attachment.attachmentId,
    AttachmentName: attachment.attachmentName,
    ContentType: attachment.contentType,
    Status: status,
  },
];

const uploadedBy = (service: Service, { body, member }: Call): StoredAttachment => {
  const ids = optionalTexts(body, 'AttachmentIds');
  requiredText(body, 'ClientToken', { max: 500 });
  const [attachmentId = ''] = ids ?? [];
  if (ids?.length !== 1 || attachmentId === '') throw invalid('AttachmentIds must have exactly 1 member.');
  const attachment = service.attachments.find(attachmentId);
  if (attachment?.initialContactId !== member.chat.initialContactId) throw invalid('The attachment is unknown.');
  if (attachment.participantId !== member.participant.participantId) throw accessDenied();
  if (attachment.state === 'started') throw invalid('The attachment has not been uploaded.');
  if (attachment.state !== 'uploaded') {
    throw new ServiceError('ConflictException', 'An attachment with that identifier is already being uploaded.');
  }
  return attachment;
};

/** The scanner's verdict replaces the item: same id, same time, another status. */
const conclude = (service: Service, call: Call, attachment: StoredAttachment, item: Item): void => {
  const verdict = service.settings.scan(attachment.attachmentName);
  const judged = { ...item, Attachments: shown(attachment, verdict) };
  service.attachments.put({ ...attachment, state: verdict });
  call.member.chat.log.change(item.Id, () => judged);
  publish(service, call.member.chat, judged, { persist: false });
};

/** Sends an uploaded attachment: everybody sees it being scanned, then the verdict. */
export const completeAttachmentUpload: Operation = (service, call) => {
  const attachment = uploadedBy(service, call);
  const { chat, participant } = call.member;
  const { scanMs, scan } = service.settings;
  const state = scanMs > 0 ? 'IN_PROGRESS' : scan(attachment.attachmentName);
  service.attachments.put({ ...attachment, state });
  const speaker = participant.speaker();
  const draft = { type: 'ATTACHMENT', attachments: shown(attachment, state), speaker } as const;
  const item = publish(service, chat, composeItem(chat, service.clock.now(), draft), { echo: call.echo });
  if (scanMs > 0) service.timers.after(scanMs, () => conclude(service, call, attachment, item));
  return {};
};
