import type { ConnectOperation } from '../operation-name.js';
import type { JsonRecord } from '../json.js';
import type { Service } from '../service.js';
import { createParticipant } from './create-participant.js';
import { startChatContact } from './start-chat-contact.js';
import { startContactStreaming } from './start-contact-streaming.js';
import { stopContact } from './stop-contact.js';

/** What an operation of the `connect` service does. */
export type ConnectCall = (service: Service, body: JsonRecord) => JsonRecord;

/** What each operation of the `connect` service does; nobody's signature is checked. */
export const CONNECT_OPERATIONS: Readonly<Record<ConnectOperation, ConnectCall>> = {
  StartChatContact: startChatContact,
  CreateParticipant: createParticipant,
  StartContactStreaming: startContactStreaming,
  StopContact: stopContact,
};
