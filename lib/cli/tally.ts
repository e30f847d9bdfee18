import type { ChatEvent } from '../chat/event.js';
import { isEphemeral } from '../chat/notice.js';

/** What one side's stream has delivered, to be held against what the service has. */
export interface Tally {
  readonly add: (event: ChatEvent) => void;
  readonly events: () => number;
  /** Items of the service that never came. */
  readonly lost: (truth: ReadonlyArray<string>) => number;
  /** Changes that came more than once. */
  readonly duplicated: () => number;
}

/** Counts the events of one side. */
export const createTally = (): Tally => {
  const ids = new Set<string>();
  const changes = new Set<string>();
  let events = 0;
  let duplicated = 0;
  return {
    add: (event) => {
      events += 1;
      if (event.type === 'gap' || event.id === undefined || isEphemeral(event.type)) return;
      const change = changeOf(event);
      if (changes.has(change)) duplicated += 1;
      changes.add(change);
      ids.add(event.id);
    },
    events: () => events,
    lost: (truth) => truth.filter((id) => !ids.has(id)).length,
    duplicated: () => duplicated,
  };
};

/** What makes a change of an item another one than the last. */
const changeOf = (event: Exclude<ChatEvent, { readonly type: 'gap' }>): string => {
  switch (event.type) {
    case 'message':
      return `${event.id} ${event.streaming ? event.streaming.chunks : 'whole'}`;
    case 'attachment':
      return `${event.id} ${event.attachments.map(({ status }) => status).join()}`;
    case 'receipt':
      return `${event.messageId} ${event.recipientId} ${event.status}`;
    default:
      return `${event.id ?? ''} ${event.type}`;
  }
};
