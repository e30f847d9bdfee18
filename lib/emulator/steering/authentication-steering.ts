import { randomUUID } from 'node:crypto';

import { composeItem } from '../chat/compose-item.js';
import { eventType } from '../chat/content-type.js';
import { announceEvent } from '../chat/membership.js';
import { publish } from '../chat/publish.js';
import { UnknownSubjectError } from '../emulator-error.js';
import type { Service } from '../service.js';

/** Plays the flow's and the backend's part in authenticating a customer. */
export interface AuthenticationSteering {
  /** Asks the customer to authenticate and returns the session id that `authentication.initiated` carries. */
  readonly initiateAuthentication: (contactId: string) => string;
  /** Completes it: `authentication.succeeded`, and with a name `participant.displayname.updated`. */
  readonly completeAuthentication: (sessionId: string, displayName?: string) => void;
}

const initiate = (service: Service, contactId: string): string => {
  const chat = service.chats.chat(contactId);
  const participant = chat.participants().find((one) => one.role === 'CUSTOMER');
  if (participant === undefined) throw new UnknownSubjectError('participant', contactId);
  const sessionId = randomUUID();
  const expiresAt = service.clock.now() + service.settings.authenticationWindowMs;
  service.authentications.set(sessionId, { sessionId, chat, participant, expiresAt });
  const contentType = eventType('authentication.initiated');
  const content = JSON.stringify({ SessionId: sessionId });
  const draft = { type: 'EVENT', contentType, content, speaker: chat.flow } as const;
  publish(service, chat, composeItem(chat, service.clock.now(), draft));
  return sessionId;
};

const complete = (service: Service, sessionId: string, displayName: string | undefined): void => {
  const session = service.authentications.get(sessionId);
  if (session === undefined) throw new UnknownSubjectError('authentication session', sessionId);
  service.authentications.delete(sessionId);
  const { chat, participant } = session;
  announceEvent(service, chat, 'authentication.succeeded', chat.flow);
  if (displayName === undefined) return;
  participant.rename(displayName);
  announceEvent(service, chat, 'participant.displayname.updated', participant.speaker());
};

/** Makes the methods that play authentication. */
export const createAuthenticationSteering = (service: Service): AuthenticationSteering => ({
  initiateAuthentication: (contactId) => initiate(service, contactId),
  completeAuthentication: (sessionId, displayName) => complete(service, sessionId, displayName),
});
