import { INTERACTIVE } from '../chat/content-type.js';
import { openChat } from '../chat/open-chat.js';
import type { Rehydration } from '../chat/past-of.js';
import { optionalChoice, optionalInteger, optionalTexts, requiredText } from '../http/field.js';
import { invalid } from '../http/service-error.js';
import { isRecord, type JsonRecord } from '../json.js';
import type { Service } from '../service.js';
import { chatOf } from './chat-of.js';

const supportedContentTypes = (body: JsonRecord): ReadonlyArray<string> | undefined => {
  const types = optionalTexts(body, 'SupportedMessagingContentTypes');
  if (types?.includes('text/plain') === false) throw invalid('SupportedMessagingContentTypes must contain text/plain.');
  // That a customer can display interactive messages does not mean that one can send them.
  return types?.filter((type) => type !== INTERACTIVE);
};

const rehydrationOf = (service: Service, value: unknown): Rehydration | undefined => {
  if (!isRecord(value)) return undefined;
  const chat = chatOf(service, value, 'SourceContactId');
  if (chat.endedAt() === undefined) throw invalid('Only a chat that has ended can be continued.');
  const type = optionalChoice(value, 'RehydrationType', ['ENTIRE_PAST_SESSION', 'FROM_SEGMENT']);
  if (type === undefined) throw invalid('RehydrationType is required.');
  return { chat, type, contactId: requiredText(value, 'SourceContactId', { max: 256 }) };
};

const initialMessageOf = (value: unknown): { readonly content: string; readonly contentType: string } | undefined => {
  if (!isRecord(value)) return undefined;
  return {
    contentType: requiredText(value, 'ContentType', { max: 100 }),
    content: requiredText(value, 'Content', { max: 16_384 }),
  };
};

/** Starts a chat, as `StartChatContact` does. */
export const startChatContact = (service: Service, body: JsonRecord): JsonRecord => {
  requiredText(body, 'InstanceId', { max: 250 });
  requiredText(body, 'ContactFlowId', { max: 500 });
  if (!isRecord(body.ParticipantDetails)) throw invalid('ParticipantDetails is required.');
  const displayName = requiredText(body.ParticipantDetails, 'DisplayName', { max: 256 });
  const minutes = optionalInteger(body, 'ChatDurationInMinutes', { min: 60, max: 10_080 });
  const types = supportedContentTypes(body);
  const rehydration = rehydrationOf(service, body.PersistentChat);
  const initialMessage = initialMessageOf(body.InitialMessage);
  const { chat, participant } = openChat(service, {
    displayName,
    ...(types && { supportedContentTypes: types }),
    ...(minutes !== undefined && { durationMs: minutes * 60_000 }),
    ...(initialMessage && { initialMessage }),
    ...(rehydration && { rehydration }),
  });
  return {
    ContactId: chat.contactId(),
    ParticipantId: participant.participantId,
    ParticipantToken: participant.participantToken,
    ...(chat.continuedFromContactId !== undefined && { ContinuedFromContactId: chat.continuedFromContactId }),
  };
};
