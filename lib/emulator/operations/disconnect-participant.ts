import { leave } from '../chat/membership.js';
import type { Operation } from './call.js';

/** Lets the participant leave. */
export const disconnectParticipant: Operation = (service, { member, echo }) => {
  leave(service, member, { echo });
  return {};
};
