import type { Service } from '../service.js';
import type { Chat } from './chat.js';
import { eventType, PERSISTED_EVENTS } from './content-type.js';
import type { Item } from './item.js';

/** How an item is published. */
export interface Publication {
  /** Whether GetTranscript will show it. @defaultValue by its type, as the service does */
  readonly persist?: boolean;
  /** Whether it is pushed to the sockets. @defaultValue `true` */
  readonly push?: boolean;
  /** Decides when the push happens; at once by default. */
  readonly echo?: (push: () => void) => void;
}

const CHAT_ENDED = eventType('chat.ended');
const DEFAULT_LAG_MS = 500;

const isPersistent = (item: Item): boolean =>
  item.Type === 'MESSAGE' || item.Type === 'ATTACHMENT' || PERSISTED_EVENTS.has(item.ContentType ?? '');

/** Those who are told of an item: who has left hears nothing more but the end. */
const audience = (chat: Chat, item: Item): ReadonlyArray<string> =>
  chat
    .participants()
    .filter((one) => one.state() !== 'left' || item.ContentType === CHAT_ENDED)
    .map((one) => one.participantId);

const visibleAt = (service: Service, { ParticipantId: participantId }: Item): number => {
  const lag = service.faults.draw(['transcript.lag'], participantId === undefined ? {} : { participantId });
  return service.clock.now() + (lag === undefined ? 0 : (lag.delayMs ?? DEFAULT_LAG_MS));
};

/** Puts an item into the transcript and onto the sockets of all participants, its sender included. */
export const publish = (service: Service, chat: Chat, item: Item, how: Publication = {}): Item => {
  if (how.persist ?? isPersistent(item)) chat.log.append(item, visibleAt(service, item));
  // Decided now, even if the push comes later: who leaves by this very call is told so.
  const participantIds = audience(chat, item);
  const echo = how.echo ?? ((push: () => void) => push());
  if (how.push ?? true) echo(() => service.sockets.push(participantIds, item));
  service.changes.announce();
  return item;
};
