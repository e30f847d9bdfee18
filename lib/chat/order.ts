import type { ChatEvent, Position } from './event.js';
import type { Ties } from './ties.js';

/** The place of an event in the order of the chat. A gap stands at the item that it follows. */
export const positionOf = (event: ChatEvent): Position | undefined =>
  event.type === 'gap' ? event.after : { at: event.at, id: event.id ?? '' };

/**
 * The events in the order of the chat: by time, within a millisecond as the transcript showed them, and those that it
 * has not shown as they came, but for what was read: a socket that receives pushes all that is posted, so that what
 * only a page brought was posted before. A gap comes behind all of the time of the item that it follows, because it
 * covers that too; one that reaches back to the beginning comes before all. States of one item stay in the order in
 * which they came, though the service gives them other times: a streamed message would shrink.
 */
export const inOrder = (events: ReadonlyArray<ChatEvent>, ties: Pick<Ties, 'arrange'>): ChatEvent[] => {
  const sorted = placed(events)
    .sort(compareEvents)
    .map(({ event }) => event);
  ties.arrange(sorted, (event) => (event.type === 'gap' ? undefined : positionOf(event)));
  return sorted;
};

/** By what an event is placed. */
interface Placed {
  readonly event: ChatEvent;
  /** Its time, or that of the states of its item before it, where that is greater. */
  readonly at: number | undefined;
  /** Whether its item came first from a page of the transcript. */
  readonly wasRead: boolean;
}

const placed = (events: ReadonlyArray<ChatEvent>): Placed[] => {
  const items = new Map<string, Placed & { readonly at: number }>();
  return events.map((event) => {
    if (event.type === 'gap') return { event, at: event.after?.at, wasRead: false };
    const id = event.type === 'receipt' ? event.messageId : (event.id ?? '');
    const before = items.get(id);
    const wasRead = before?.wasRead ?? event.origin === 'backfill';
    // A receipt says when it was given, not when its message was written.
    if (event.type === 'receipt') return { event, at: event.at, wasRead };
    const at = event.type === 'message' ? Math.max(event.at, before?.at ?? event.at) : event.at;
    items.set(id, { event, at, wasRead });
    return { event, at, wasRead };
  });
};

const compareEvents = (a: Placed, b: Placed): number => {
  if (a.at === undefined || b.at === undefined) return a.at === b.at ? 0 : a.at === undefined ? -1 : 1;
  const [isGap, isOtherGap] = [a.event.type === 'gap', b.event.type === 'gap'];
  return a.at - b.at || Number(isGap) - Number(isOtherGap) || Number(b.wasRead) - Number(a.wasRead);
};
