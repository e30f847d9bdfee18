import { leave } from '../chat/membership.js';
import { createParticipant as makeParticipant, PARTICIPANT_ROLES } from '../chat/participant.js';
import { toIso } from '../clock.js';
import { optionalChoice, requiredText } from '../http/field.js';
import { invalid } from '../http/service-error.js';
import { isRecord, type JsonRecord } from '../json.js';
import type { Service } from '../service.js';
import { activeChatOf } from './chat-of.js';

/** Adds a participant, as `CreateParticipant` does; a custom bot has to connect before its deadline. */
export const createParticipant = (service: Service, body: JsonRecord): JsonRecord => {
  requiredText(body, 'InstanceId', { max: 250 });
  const chat = activeChatOf(service, body);
  if (!isRecord(body.ParticipantDetails)) throw invalid('ParticipantDetails is required.');
  const displayName = requiredText(body.ParticipantDetails, 'DisplayName', { max: 256 });
  const role = optionalChoice(body.ParticipantDetails, 'ParticipantRole', PARTICIPANT_ROLES) ?? 'CUSTOM_BOT';
  const participant = makeParticipant(role, displayName);
  service.chats.addParticipant(chat, participant);
  const { customBotConnectDeadlineMs, chatDurationMs } = service.settings;
  if (role === 'CUSTOM_BOT') {
    service.timers.after(customBotConnectDeadlineMs, () => {
      if (participant.state() === 'invited') leave(service, { chat, participant });
    });
  }
  return {
    ParticipantId: participant.participantId,
    ParticipantCredentials: {
      ParticipantToken: participant.participantToken,
      Expiry: toIso(service.clock.now() + chatDurationMs),
    },
  };
};
