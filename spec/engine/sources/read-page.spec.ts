import { delay, map } from 'rxjs';
import { ValidationError } from '../../../lib/chat/errors.js';
import type { TranscriptPage } from '../../../lib/engine/participant/get-transcript.js';
import { untilAnswered } from '../../../lib/engine/sources/read-page.js';
import { message } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { throttledFor, transcriptPage } from '../../support/wire.js';
import { broken, fakeWorld, ok, status } from '../effects/fake-world.js';

const TRANSCRIPT = '/participant/transcript';
const page = transcriptPage([message('a', 1), message('b', 2)], 'next');
const shown = ({ items, nextToken = '' }: TranscriptPage): string =>
  `${items.map(({ id }) => id).join(' ')} ${nextToken}`;
const READ = { p: 'a b next' };

describe('untilAnswered', () => {
  it('reads a page with the connection token', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [TRANSCRIPT]: [ok(page).pipe(delay(3))] });
      expectObservable(untilAnswered(world)({ maxResults: 2 }).pipe(map(shown))).toBe('---(p|)', READ);
      flush();
      expect(sent).toMatchObject([{ to: TRANSCRIPT, headers: { 'X-Amz-Bearer': 'token 1' }, body: { MaxResults: 2 } }]);
    });
  });

  it.each([
    ['a broken network', broken()],
    ['a service that is unwell', status(500)],
    ['an answer that makes no sense', ok('nonsense')],
    ['a refusal that nothing documents', status(418)],
  ])('asks again after %s', (_, failure) => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sentAt } = fakeWorld(clock, { [TRANSCRIPT]: [failure, failure, ok(page)] });
      expectObservable(untilAnswered(world)({}).pipe(map(shown))).toBe('(p|)', READ);
      flush();
      expect(sentAt(TRANSCRIPT)).toHaveLength(3);
    });
  });

  it('waits for as long as the service asks', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sentAt } = fakeWorld(clock, { [TRANSCRIPT]: [throttledFor(7), ok(page)] });
      expectObservable(untilAnswered(world)({}).pipe(map(shown))).toBe('7s (p|)', READ);
      flush();
      expect(sentAt(TRANSCRIPT)).toEqual([0, 7_000]);
    });
  });

  it('asks for another token when this one is refused', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, credentials$, sent, said } = fakeWorld(clock, { [TRANSCRIPT]: [status(403), ok(page)] });
      cold('-----t').subscribe(() => credentials$.next({ connectionToken: 'token 2' }));
      expectObservable(untilAnswered(world)({}).pipe(map(shown))).toBe('-----(p|)', READ);
      flush();
      expect(sent.map(({ headers }) => headers['X-Amz-Bearer'])).toEqual(['token 1', 'token 2']);
      expect(said).toEqual([{ type: 'denied', connectionToken: 'token 1' }]);
    });
  });

  it('says when a request leaves, waits for another token, and has failed', () => {
    marbles(({ cold, flush }, clock) => {
      const answers = [status(403).pipe(delay(2)), status(500).pipe(delay(2)), ok(page).pipe(delay(2))];
      const { world, credentials$ } = fakeWorld(clock, { [TRANSCRIPT]: answers });
      cold('-----t').subscribe(() => credentials$.next({ connectionToken: 'token 2' }));
      const told: string[] = [];
      const tell = (what: string) => (): void => void told.push(`${clock.now()} ${what}`);
      const progress = { granted: tell('granted'), waits: tell('waits'), failed: tell('failed') };
      untilAnswered(world, 'backfill', progress)({}).subscribe();
      flush();
      expect(told).toEqual(['0 granted', '2 waits', '5 granted', '7 failed', '7 granted']);
    });
  });

  it('says nothing where there is another token already', () => {
    marbles(({ cold, flush }, clock) => {
      const answers = [status(403).pipe(delay(2)), ok(page).pipe(delay(2))];
      const { world, credentials$, set } = fakeWorld(clock, { [TRANSCRIPT]: answers });
      cold('-t').subscribe(() => {
        set({ standing: { accepted: true, credentials: { connectionToken: 'token 2' } } });
        credentials$.next({ connectionToken: 'token 2' });
      });
      const waits = jest.fn();
      untilAnswered(world, 'backfill', { granted: () => undefined, waits, failed: waits })({}).subscribe();
      flush();
      expect(waits).not.toHaveBeenCalled();
    });
  });

  it.each([{ startPosition: { id: 'a' } }, { nextToken: 'next' }])(
    'errors when the service refuses the place or the page that was asked for: %j',
    (input) => {
      marbles(({ expectObservable, flush }, clock) => {
        const { world, sent } = fakeWorld(clock, { [TRANSCRIPT]: [status(400), ok(page)] });
        const error = new ValidationError({ operation: 'GetTranscript' });
        expectObservable(untilAnswered(world)(input).pipe(map(shown))).toBe('#', READ, error);
        flush();
        expect(sent).toHaveLength(1);
      });
    },
  );

  it('asks again for the newest page when that is refused', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [TRANSCRIPT]: [status(400), ok(page)] });
      expectObservable(untilAnswered(world)({ maxResults: 2 }).pipe(map(shown))).toBe('(p|)', READ);
      flush();
      expect(sent).toHaveLength(2);
    });
  });

  it('aborts when unsubscribed', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [TRANSCRIPT]: [ok(page).pipe(delay(9))] });
      expectObservable(untilAnswered(world)({}), '--!').toBe('');
      flush();
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
    });
  });
});
