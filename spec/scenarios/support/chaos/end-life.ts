import type { Stage } from '../stage.js';
import type { ChaosPlan } from './chaos-plan.js';
import type { Crowd } from './crowd.js';
import type { User } from './user.js';

/** Ends the chat in the way of the plan: before the session's eyes, by the session itself, or behind its back. */
export const endLife = async ({ ending }: ChaosPlan, stage: Stage, user: User, crowd: Crowd): Promise<void> => {
  const { emulator, details } = stage;
  if (ending === 'disconnected') user.disconnect();
  else if (ending === 'ended') emulator.endChat(details.contactId);
  else {
    user.act({ type: 'offline' });
    await emulator.until(() => emulator.connections(details.participantId).open === 0);
    crowd.act({ type: 'message', by: 'bot', count: 2 });
    emulator.endChat(details.contactId);
    user.act({ type: 'online' });
  }
};
