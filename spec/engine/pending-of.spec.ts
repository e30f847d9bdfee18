import { BehaviorSubject, EMPTY, map, NEVER } from 'rxjs';
import type { PendingMessage } from '../../lib/chat/outgoing-message.js';
import { pendingOf } from '../../lib/engine/pending-of.js';
import { marbles } from '../support/marbles.js';

const one = (status: PendingMessage['status']): ReadonlyArray<PendingMessage> => [
  { type: 'pending', clientToken: 't', contentType: 'text/plain', content: 'hi', at: 1, status },
];
const VALUES = { n: [], q: one('queued'), s: one('sending'), r: one('rejected'), u: one('unknown') };

describe('pendingOf', () => {
  const run = (events: string, pending: string, expected: string): void =>
    marbles(({ hot, cold, expectObservable }) => {
      const statuses$ = pendingOf(hot<never>(events), cold(pending, VALUES)).pipe(
        map((all) => all.map(({ status }) => status).join()),
      );
      const seen = { n: '', q: 'queued', s: 'sending', r: 'rejected', u: 'unknown' };
      expectObservable(statuses$).toBe(expected, seen);
    });

  it('goes on for as long as there are events', () => run('------', 'n-q-r-', 'n-q-r-'));
  it('completes with them where all is settled', () => run('----|', 'n-r--', 'n-r-|'));
  it('goes on after them until all is settled', () => run('--|', 'q---s--u--n', 'q---s--(u|)'));

  it('shows to who comes after the end how it ended', () => {
    marbles(({ expectObservable }) => {
      expectObservable(pendingOf(EMPTY, new BehaviorSubject(VALUES.r))).toBe('(r|)', VALUES);
    });
  });

  it('lets go of both when it is unsubscribed from', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const pending$ = cold('q', VALUES);
      expectObservable(pendingOf(NEVER, pending$), '--!').toBe('q', VALUES);
      expectSubscriptions(pending$.subscriptions).toBe('^-!');
    });
  });
});
