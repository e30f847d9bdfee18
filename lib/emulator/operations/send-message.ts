import { randomUUID } from 'node:crypto';

import { composeItem, type ItemDraft } from '../chat/compose-item.js';
import { INTERACTIVE, INTERACTIVE_RESPONSE } from '../chat/content-type.js';
import type { Membership } from '../chat/chat-registry.js';
import type { Item } from '../chat/item.js';
import type { ProcessorVerdict } from '../chat/message-processor.js';
import { publish } from '../chat/publish.js';
import { requiredText } from '../http/field.js';
import { invalid } from '../http/service-error.js';
import { isRecord, parseJson, type JsonRecord } from '../json.js';
import type { Service } from '../service.js';
import type { Call, Operation } from './call.js';
import { contentOf } from './content.js';

const MAX_ACTION_LENGTH = 200;

const isInteractiveResponse = (content: string): boolean => {
  const parsed = parseJson(content);
  if (!isRecord(parsed) || parsed.version !== '1.0') return false;
  const { action } = parsed;
  return typeof action === 'string' && action.length > 0 && action.length <= MAX_ACTION_LENGTH;
};

/** Interactive messages come from bots and agents; everything else has to be supported by the contact. */
const isAccepted = ({ chat, participant }: Membership, contentType: string): boolean =>
  chat.supportedContentTypes.includes(contentType) || (contentType === INTERACTIVE && participant.role !== 'CUSTOMER');

/** Posts a message; its id is that of the pushed item, whenever that is pushed. */
export const sendMessage: Operation = (service, { body, member, echo }) => {
  const contentType = requiredText(body, 'ContentType', { max: 100 });
  const content = contentOf(service, body);
  if (content === undefined) throw invalid('Content is required.');
  if (!isAccepted(member, contentType)) throw invalid(`ContentType ${contentType} is not supported by the contact.`);
  if (contentType === INTERACTIVE_RESPONSE && !isInteractiveResponse(content)) {
    throw invalid('Content is not a valid InteractiveMessageResponse.');
  }
  return process(
    service,
    { member, echo },
    { type: 'MESSAGE', contentType, content, speaker: member.participant.speaker() },
  );
};

type Draft = Required<Pick<ItemDraft, 'type' | 'contentType' | 'content' | 'speaker'>>;

/** Lets the processor have its say, and delivers what it lets pass, when it does: that it failed stays with the message. */
const process = (service: Service, { member, echo }: Pick<Call, 'member' | 'echo'>, draft: Draft): JsonRecord => {
  const { chat } = member;
  const verdict = verdictOf(service, member, draft);
  const { delayMs = 0 } = verdict;
  const content = verdict.type === 'change' ? verdict.content : draft.content;
  const compose = (id: string): Item =>
    composeItem(chat, service.clock.now(), {
      ...draft,
      content,
      id,
      ...(verdict.type === 'fail' && { metadata: { MessageId: id, MessageProcessingStatus: 'FAILED' } }),
    });
  const item = compose(randomUUID());
  const answer = { Id: item.Id, AbsoluteTime: item.AbsoluteTime };
  const says = (status: string): JsonRecord => ({ ...answer, MessageMetadata: { MessageProcessingStatus: status } });
  const isDelivered = isLetPass(verdict);
  if (delayMs > 0 && isDelivered) {
    service.timers.after(delayMs, () => {
      if (chat.endedAt() !== undefined) return;
      publish(service, chat, compose(item.Id));
    });
  } else if (isDelivered) publish(service, chat, item, { echo });
  if (delayMs > 0 || verdict.type === 'suppress') return says('PROCESSING');
  if (verdict.type === 'reject') return says('REJECTED');
  return verdict.type === 'fail' ? says('FAILED') : answer;
};

const isLetPass = (verdict: ProcessorVerdict): boolean =>
  verdict.type === 'fail' ? verdict.isDelivered !== false : verdict.type === 'approve' || verdict.type === 'change';

/** Interactive messages and the answers to them are not processed. */
const verdictOf = (service: Service, { chat, participant }: Membership, draft: Draft): ProcessorVerdict => {
  const { content, contentType } = draft;
  if (contentType === INTERACTIVE || contentType === INTERACTIVE_RESPONSE) return { type: 'approve' };
  const { participantId, role } = participant;
  const processor = chat.messageProcessor ?? service.settings.messageProcessor;
  return processor({ content, contentType, contactId: chat.contactId(), participantId, role });
};
