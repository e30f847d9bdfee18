import { BehaviorSubject, EMPTY, map } from 'rxjs';
import type { PendingMessage } from '../../lib/chat/outgoing-message.js';
import { pendingOf } from '../../lib/engine/pending-of.js';
import { marbles } from '../support/marbles.js';

const one = (status: PendingMessage['status']): ReadonlyArray<PendingMessage> => [
  { type: 'pending', clientToken: 't', contentType: 'text/plain', content: 'hi', at: 1, status },
];
const VALUES = { n: [], q: one('queued'), s: one('sending'), r: one('rejected'), u: one('unknown') };

describe('pendingOf', () => {
  const run = (events: string, pending: string, expected: string): void =>
    marbles(({ hot, expectObservable }) => {
      const pending$ = new BehaviorSubject<ReadonlyArray<PendingMessage>>(VALUES.n);
      hot(pending, VALUES).subscribe((all) => pending$.next(all));
      const statuses$ = pendingOf(hot<never>(events), pending$).pipe(
        map((all) => all.map(({ status }) => status).join()),
      );
      const seen = { n: '', q: 'queued', s: 'sending', r: 'rejected', u: 'unknown' };
      expectObservable(statuses$).toBe(expected, seen);
    });

  it('goes on for as long as there are events', () => run('------', '--q-r-', 'n-q-r-'));
  it('completes with them where all is settled', () => run('----|', '--r--', 'n-r-|'));
  it('goes on after them until all is settled', () => run('---|', '-q---s--u--n', 'nq---s--(u|)'));

  it('shows to who comes after the end how it ended', () => {
    marbles(({ expectObservable }) => {
      expectObservable(pendingOf(EMPTY, new BehaviorSubject(VALUES.r))).toBe('(r|)', VALUES);
    });
  });

  it('lets go of both when it is unsubscribed from', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const event$ = hot<never>('---');
      expectObservable(pendingOf(event$, new BehaviorSubject(VALUES.q)), '--!').toBe('q', VALUES);
      expectSubscriptions(event$.subscriptions).toBe('^-!');
    });
  });
});
