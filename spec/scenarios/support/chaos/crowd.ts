import { finalize } from 'rxjs';
import type { Emulator } from '../../../../lib/emulator/index.js';
import type { Actor } from '../actor.js';
import type { CrowdAct } from './chaos-plan.js';
import { secretText } from './secret-text.js';

/** Everybody else in the chat. */
export interface Crowd {
  readonly act: (what: CrowdAct) => void;
  /** Whether a file is under way. */
  readonly isBusy: () => boolean;
  /** The whole text of each streamed message so far, by id. */
  readonly streamed: ReadonlyMap<string, string>;
}

/** Gathers an agent, who is a session of its own that no fault strikes, and a bot. */
export const createCrowd = (emulator: Emulator, contactId: string, customerId: string, agent: Actor): Crowd => {
  const { participantId: agentId = '' } = agent.details;
  const streamed = new Map<string, string>();
  let count = 0;
  let files = 0;
  const nextText = (what: string): string => secretText(what, (count += 1));

  const stream = (chunks: number, completes: boolean): void => {
    const message = emulator.streamMessage(contactId);
    const texts = Array.from({ length: chunks }, () => `${nextText('chunk')}. `);
    streamed.set(message.id, texts.join(''));
    texts.forEach((text) => message.push(text));
    if (completes) message.complete();
  };
  const acknowledge = (isRead: boolean): void => {
    const own = emulator.transcript(contactId).filter(({ ParticipantId }) => ParticipantId === customerId);
    const message = own.findLast(({ Type }) => Type === 'MESSAGE');
    if (message !== undefined) emulator.postReceipt(agentId, message.Id, isRead ? 'read' : 'delivered');
  };

  return {
    streamed,
    isBusy: () => files > 0,
    act: (what) => {
      switch (what.type) {
        case 'message': {
          const speaker = what.by === 'agent' ? { participantId: agentId } : { displayName: 'BOT' };
          for (let left = what.count; left > 0; left -= 1) {
            emulator.postMessage(contactId, { ...speaker, content: nextText(what.by) });
          }
          return;
        }
        case 'lost':
          return void emulator.postSilently(contactId, { content: nextText('lost') });
        case 'stream':
          return stream(what.chunks, what.completes);
        case 'receipt':
          return acknowledge(what.isRead);
        case 'file': {
          const file = { name: 'leaflet.pdf', contentType: 'application/pdf', body: new Uint8Array(100) };
          files += 1;
          const sent$ = agent.session.sendAttachment(file).pipe(finalize(() => (files -= 1)));
          return void sent$.subscribe({ error: () => undefined });
        }
        case 'typing':
          return void emulator.postEvent(contactId, 'typing', { participantId: agentId });
        case 'invitation':
          return void emulator.postEvent(contactId, 'participant.invited', { participantId: agentId });
        case 'transfer':
          return void emulator.transfer(contactId, { displayName: 'Ben' });
      }
    },
  };
};
