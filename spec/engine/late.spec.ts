import { of } from 'rxjs';
import type { ChatEvent } from '../../lib/chat/event.js';
import { learn } from '../../lib/chat/known.js';
import { createLedger } from '../../lib/chat/ledger.js';
import { tell } from '../../lib/chat/tell.js';
import { late } from '../../lib/engine/late.js';
import { message } from '../support/items.js';

const event = (id: string, at: number): ChatEvent => tell(learn(message(id, at), 'live'), 'contact');
const gap: ChatEvent = { type: 'gap', contactId: 'contact', reason: 'overlapNotFound', after: { id: 'a', at: 1 } };

const marks = (events: ReadonlyArray<ChatEvent>, ledger = createLedger('contact', 9)): ReadonlyArray<boolean> => {
  const seen: boolean[] = [];
  of(...events)
    .pipe(late({ ledger }))
    .subscribe((passed) => seen.push('late' in passed));
  return seen;
};

describe('late', () => {
  it('marks what is older than something that has passed', () => {
    expect(marks([event('a', 1), event('c', 3), event('b', 2), event('d', 4)])).toEqual([false, false, true, false]);
  });

  it('marks nothing that has the same time, whatever the ids', () => {
    expect(marks([event('a', 1), event('c', 1), event('b', 1), event('c', 1)])).toEqual([false, false, false, false]);
  });

  it('lets gaps pass as they are', () => {
    expect(marks([event('b', 2), gap, event('c', 3)])).toEqual([false, false, false]);
  });

  it('knows what an earlier session has emitted', () => {
    const ledger = createLedger('contact', 9);
    ledger.recall([], { latestAt: 5 });
    expect(marks([event('d', 4), event('e', 5), event('f', 6)], ledger)).toEqual([true, false, false]);
  });

  it('goes on where it was when it is subscribed again', () => {
    const ledger = createLedger('contact', 9);
    marks([event('b', 2)], ledger);
    expect(marks([event('a', 1)], ledger)).toEqual([true]);
  });
});
