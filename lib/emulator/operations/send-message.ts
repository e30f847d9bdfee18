import { composeItem } from '../chat/compose-item.js';
import { INTERACTIVE, INTERACTIVE_RESPONSE } from '../chat/content-type.js';
import type { Membership } from '../chat/chat-registry.js';
import { publish } from '../chat/publish.js';
import { requiredText } from '../http/field.js';
import { invalid } from '../http/service-error.js';
import { isRecord, parseJson } from '../json.js';
import type { Operation } from './call.js';
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

/** Posts a message; its id is that of the pushed item. */
export const sendMessage: Operation = (service, { body, member, echo }) => {
  const contentType = requiredText(body, 'ContentType', { max: 100 });
  const content = contentOf(service, body);
  if (content === undefined) throw invalid('Content is required.');
  if (!isAccepted(member, contentType)) throw invalid(`ContentType ${contentType} is not supported by the contact.`);
  if (contentType === INTERACTIVE_RESPONSE && !isInteractiveResponse(content)) {
    throw invalid('Content is not a valid InteractiveMessageResponse.');
  }
  const speaker = member.participant.speaker();
  const draft = { type: 'MESSAGE', contentType, content, speaker } as const;
  const item = publish(service, member.chat, composeItem(member.chat, service.clock.now(), draft), { echo });
  return { Id: item.Id, AbsoluteTime: item.AbsoluteTime };
};
