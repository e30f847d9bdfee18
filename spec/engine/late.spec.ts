import { of } from 'rxjs';
import type { ChatEvent } from '../../lib/chat/event.js';
import { learn } from '../../lib/chat/known.js';
import { tell } from '../../lib/chat/tell.js';
import { late } from '../../lib/engine/late.js';
import { message } from '../support/items.js';

const event = (id: string, at: number): ChatEvent => tell(learn(message(id, at), 'live'), 'contact');
const gap: ChatEvent = { type: 'gap', contactId: 'contact', reason: 'overlapNotFound', after: { id: 'a', at: 1 } };

const marks = (events: ReadonlyArray<ChatEvent>): ReadonlyArray<boolean> => {
  const seen: boolean[] = [];
  of(...events)
    .pipe(late())
    .subscribe((passed) => seen.push('late' in passed));
  return seen;
};

describe('late', () => {
  it('marks what is older than something that has passed', () => {
    expect(marks([event('a', 1), event('c', 3), event('b', 2), event('d', 4)])).toEqual([false, false, true, false]);
  });

  it('compares ids where times are equal', () => {
    expect(marks([event('a', 1), event('c', 1), event('b', 1), event('c', 1)])).toEqual([false, false, true, false]);
  });

  it('lets gaps pass as they are', () => {
    expect(marks([event('b', 2), gap, event('c', 3)])).toEqual([false, false, false]);
  });

  it('begins anew with each subscription', () => {
    const marked = late();
    const passed: ChatEvent[] = [];
    of(event('b', 2)).pipe(marked).subscribe();
    of(event('a', 1))
      .pipe(marked)
      .subscribe((value) => passed.push(value));
    expect(passed).toEqual([event('a', 1)]);
  });
});
