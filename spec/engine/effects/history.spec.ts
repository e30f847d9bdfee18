import { delay, NEVER, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { AccessDeniedError, ValidationError } from '../../../lib/chat/errors.js';
import type { ChatEvent } from '../../../lib/chat/event.js';
import { createHistory, type HistoryPage } from '../../../lib/engine/effects/history.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import type { Policies } from '../../../lib/engine/policies.js';
import { message } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { fakeWorld, ok, status, type FakeWorld } from './fake-world.js';

const TRANSCRIPT = '/participant/transcript';

/** An item as the transcript holds it: `m5` was posted at 5, `p5` at 5 in a past contact. */
const wire = (id: string): object => ({
  Id: id,
  AbsoluteTime: new Date(Number(id.slice(1))).toISOString(),
  Type: 'MESSAGE',
  ContentType: 'text/plain',
  Content: `text of ${id}`,
  ParticipantId: 'agent',
  ...(id.startsWith('p') ? { RelatedContactId: 'past' } : { ContactId: 'contact' }),
});

const page = (ids: string, nextToken?: string): Observable<HttpEvent> =>
  ok({ Transcript: ids === '' ? [] : ids.split(' ').map(wire), NextToken: nextToken });

/** A session that has told `told`, and has read the transcript to its end. */
const setup = (
  clock: TestScheduler,
  pages: ReadonlyArray<Observable<HttpEvent>>,
  told = 'm8 m9',
  policies: Partial<Policies> = {},
): FakeWorld => {
  const fake = fakeWorld(clock, { [TRANSCRIPT]: pages }, { policies });
  const items = told === '' ? [] : told.split(' ').map((id) => message(id, Number(id.slice(1))));
  for (const item of items) fake.world.ledger.enter(item, 'backfill', () => undefined);
  fake.set({ standing: { accepted: true, credentials: { connectionToken: 'token 1' }, places: items } });
  return fake;
};

const shown = ({ items, done }: HistoryPage): string =>
  `${items.map((item) => (item.type === 'gap' ? '' : (item.id ?? ''))).join(' ')}${done ? ' done' : ''}`;

const load = (history: (count: number) => Observable<HistoryPage>, count: number): string => {
  let seen = 'nothing';
  history(count).subscribe({
    next: (found) => (seen = shown(found)),
    error: (error: unknown) => (seen = error instanceof Error ? error.name : ''),
  });
  return seen;
};

describe('createHistory', () => {
  it('refuses a count that is no positive whole number, at the call', () => {
    marbles((_, clock) => {
      const history = createHistory(setup(clock, []).world);
      expect(() => history(0)).toThrow('count must be a whole number from 1');
      expect(() => history(1.5)).toThrow('count must be a whole number from 1');
    });
  });

  it('emits what is older than all that was told, oldest first', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies } = setup(clock, [page('m6 m7 m8 m9').pipe(delay(5))]);
      const event = (id: string): Partial<ChatEvent> => ({
        type: 'message',
        id,
        at: Number(id.slice(1)),
        contactId: 'contact',
        origin: 'backfill',
        participant: { id: 'agent' },
        contentType: 'text/plain',
        content: `text of ${id}`,
      });
      expectObservable(createHistory(world)(10)).toBe('5ms (h|)', {
        h: { items: [event('m6'), event('m7')], done: true },
      });
      flush();
      expect(bodies(TRANSCRIPT)).toEqual([{ MaxResults: 100, ScanDirection: 'BACKWARD', SortOrder: 'ASCENDING' }]);
    });
  });

  it('follows the tokens until there is enough, and goes on from there with the next call', () => {
    marbles((_, clock) => {
      const { world, bodies } = setup(clock, [
        page('m8 m9', 'token a'),
        page('m5 m6 m7', 'token b'),
        page('m3 m4', 'token c'),
        page('m1 m2'),
      ]);
      const history = createHistory(world);
      expect(load(history, 2)).toBe('m6 m7');
      expect(load(history, 1)).toBe('m5');
      expect(load(history, 3)).toBe('m2 m3 m4');
      expect(load(history, 3)).toBe('m1 done');
      expect(bodies(TRANSCRIPT)).toMatchObject([
        {},
        { NextToken: 'token a', ScanDirection: 'BACKWARD', SortOrder: 'ASCENDING', MaxResults: 100 },
        { NextToken: 'token b' },
        { NextToken: 'token c' },
      ]);
    });
  });

  it('goes on into the past contacts of a persistent chat, an empty page in between notwithstanding', () => {
    marbles((_, clock) => {
      const { world } = setup(clock, [page('m8 m9', 'token a'), page('', 'token b'), page('p1 p2')]);
      expect(load(createHistory(world), 5)).toBe('p1 p2 done');
    });
  });

  it('leaves to the events what is newer than what they have told', () => {
    marbles((_, clock) => {
      const { world } = setup(clock, [page('m7 m8 m9 m10')]);
      expect(load(createHistory(world), 5)).toBe('m7 done');
    });
  });

  it('takes what has the time of the edge for earlier, unless it was told or handed out', () => {
    marbles((_, clock) => {
      const tied = (id: string): object => ({ ...wire('m8'), Id: id });
      const pages = [ok({ Transcript: [wire('m7'), tied('z8'), tied('a8'), wire('m8'), wire('m9')] })];
      const { world } = setup(clock, [...pages, ...pages]);
      const history = createHistory(world);
      expect(load(history, 1)).toBe('a8');
      expect(load(history, 1)).toBe('z8');
      expect(load(history, 9)).toBe('m7 done');
    });
  });

  it('takes for earlier only what the page shows before the edge within its millisecond', () => {
    marbles((_, clock) => {
      const tied = (id: string): object => ({ ...wire('m8'), Id: id });
      const { world } = setup(clock, [ok({ Transcript: [tied('a8'), wire('m8'), tied('z8'), wire('m9')] })]);
      expect(load(createHistory(world), 5)).toBe('a8 done');
      const told: ChatEvent[] = [];
      world.ledger.enter(message('z8', 8), 'backfill', (event) => told.push(event));
      expect(told).toMatchObject([{ id: 'z8' }]);
    });
  });

  it('takes nothing of the millisecond of the edge for earlier before a page shows that', () => {
    marbles((_, clock) => {
      const tied = (id: string): object => ({ ...wire('m8'), Id: id });
      const { world } = setup(clock, [
        ok({ Transcript: [tied('z8'), wire('m9')], NextToken: 'token a' }),
        ok({ Transcript: [tied('a8'), wire('m8'), tied('z8')], NextToken: 'token b' }),
        ok({ Transcript: [wire('m7'), tied('b8'), tied('a8')] }),
      ]);
      expect(load(createHistory(world), 5)).toBe('m7 b8 a8 done');
    });
  });

  it('leaves to the events what a reading will find that has shown it to nobody yet', () => {
    marbles((_, clock) => {
      const tied = (id: string): object => ({ ...wire('m5'), Id: id });
      const transcript = [wire('m4'), tied('a5'), wire('m5'), tied('z5'), wire('m6'), wire('m7'), wire('m8')];
      const { world, set } = setup(clock, [ok({ Transcript: transcript })], 'm8');
      world.ledger.enterSilently(message('m6', 6));
      set({ standing: { accepted: true, places: [message('m5', 5), message('m8', 8)] } });
      expect(load(createHistory(world), 9)).toBe('m4 a5 m6 done');
    });
  });

  it('leaves to the events all of a chat that was read when it was empty', () => {
    marbles((_, clock) => {
      const { world, set } = setup(clock, [page('p1 m7 m8')], 'm8');
      set({ standing: { accepted: true, places: [] } });
      expect(load(createHistory(world), 5)).toBe('p1 done');
    });
  });

  it('leaves to nobody what has been forgotten', () => {
    marbles((_, clock) => {
      const { world } = setup(clock, [page('m5 m6 m7 m8 m9')], '', { maxRememberedItems: 1 });
      world.ledger.recall([], { forgotten: message('m6', 6) });
      world.ledger.enter(message('m9', 9), 'live', () => undefined);
      const standing = { accepted: true, places: [message('m5', 5), message('m9', 9)] };
      expect(load(createHistory({ ...world, standing: () => standing }), 5)).toBe('m5 m6 done');
    });
  });

  it('lets the list of participants follow the order of a millisecond, over the border of two calls', () => {
    const event = (id: string, type: 'joined' | 'left'): object => ({
      ...wire('m7'),
      Id: id,
      Type: 'EVENT',
      ContentType: `application/vnd.amazonaws.connect.event.participant.${type}`,
      ParticipantId: 'bob',
    });
    for (const count of [1, 5]) {
      marbles((_, clock) => {
        const transcript = [wire('m6'), event('left', 'left'), event('joined', 'joined'), wire('m8'), wire('m9')];
        const { world } = setup(clock, [ok({ Transcript: transcript })]);
        const history = createHistory(world);
        for (let calls = 0; calls < 3; calls += 1) load(history, count);
        expect(world.ledger.participants().map(({ id }) => id)).toEqual(['agent', 'bob']);
      });
    }
  });

  it('emits what the history policy has skipped', () => {
    marbles((_, clock) => {
      const { world, set } = setup(clock, [page('m7 m8 m9')], '');
      world.ledger.enterSilently(message('m9', 9));
      set({ standing: { accepted: true, places: [message('m9', 9)] } });
      expect(load(createHistory(world), 5)).toBe('m7 m8 m9 done');
    });
  });

  it('emits nothing of the current contact where it was empty, and its past contacts all the same', () => {
    marbles((_, clock) => {
      const { world } = setup(clock, [page('p1 p2 m9')], '');
      expect(load(createHistory(world), 5)).toBe('p1 p2 done');
    });
  });

  it('sees to it that the events do not tell the same items again', () => {
    marbles((_, clock) => {
      const { world } = setup(clock, [page('m6 m7')]);
      load(createHistory(world), 5);
      const told: ChatEvent[] = [];
      world.ledger.enter(message('m7', 7), 'backfill', (event) => told.push(event));
      expect(told).toEqual([]);
      world.ledger.enter(message('m5', 5), 'backfill', (event) => told.push(event));
      expect(told).toMatchObject([{ id: 'm5' }]);
    });
  });

  it('starts from the newest end again where a token is refused, and repeats nothing', () => {
    marbles((_, clock) => {
      const { world, bodies } = setup(clock, [
        page('m6 m7 m8 m9', 'token a'),
        status(400),
        page('m7 m8 m9', 'token b'),
        page('m4 m5 m6'),
      ]);
      const history = createHistory(world);
      expect(load(history, 1)).toBe('m7');
      expect(load(history, 3)).toBe('m4 m5 m6 done');
      expect(bodies(TRANSCRIPT)[2]).not.toHaveProperty('NextToken');
    });
  });

  it('errors when a token is refused again', () => {
    marbles((_, clock) => {
      const { world } = setup(clock, [page('m8 m9', 'token a'), status(400), page('m8 m9', 'token b'), status(400)]);
      expect(load(createHistory(world), 1)).toBe('ValidationError');
    });
  });

  it('errors with what the service refuses the transcript for, and the next call tries again', () => {
    marbles((_, clock) => {
      const { world } = setup(clock, [status(400), page('m7')]);
      const history = createHistory(world);
      expect(load(history, 1)).toBe(new ValidationError().name);
      expect(load(history, 1)).toBe('m7 done');
    });
  });

  it('takes a page that names itself as the next one for the last', () => {
    marbles((_, clock) => {
      const { world } = setup(clock, [page('m8 m9', 'token a'), page('m7', 'token a')]);
      expect(load(createHistory(world), 5)).toBe('m7 done');
    });
  });

  it('reads no more pages than the policy allows in one call', () => {
    marbles((_, clock) => {
      const pages = [page('m9', 'token a'), page('m8', 'token b'), page('m7', 'token c'), page('m6')];
      const { world, sent } = setup(clock, pages, 'm8 m9', { maxPages: 2 });
      const history = createHistory(world);
      expect(load(history, 5)).toBe('');
      expect(sent).toHaveLength(2);
      expect(load(history, 5)).toBe('m6 m7 done');
    });
  });

  it('looks again after there was no more', () => {
    marbles((_, clock) => {
      const { world } = setup(clock, [page('m7'), page('p1 m7')]);
      const history = createHistory(world);
      expect(load(history, 5)).toBe('m7 done');
      expect(load(history, 5)).toBe('p1 done');
    });
  });

  it('lets calls take turns', () => {
    marbles(({ expectObservable }, clock) => {
      const { world, sentAt } = setup(clock, [page('m6 m7', 'token a').pipe(delay(5)), page('m4 m5').pipe(delay(5))]);
      const history = createHistory(world);
      const [first, second] = [1, 3].map((count) => history(count));
      const told: string[] = [];
      first?.subscribe((found) => told.push(shown(found)));
      second?.subscribe((found) => told.push(shown(found)));
      expectObservable(NEVER, '20ms !').toBe('');
      clock.flush();
      expect(told).toEqual(['m7', 'm4 m5 m6 done']);
      expect(sentAt(TRANSCRIPT)).toEqual([0, 5]);
    });
  });

  it('waits until the session has read the transcript', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, set, signal$, sentAt } = setup(clock, [page('m7')]);
      set({ standing: { accepted: true } });
      cold('--c|').subscribe({ next: () => signal$.next({ type: 'caughtUp', places: [], over: false }) });
      expectObservable(createHistory(world)(1)).toBe('--(h|)', { h: expect.objectContaining({ done: true }) });
      flush();
      expect(sentAt(TRANSCRIPT)).toEqual([2]);
    });
  });

  it('reports items that cannot be read, and emits the others', () => {
    marbles((_, clock) => {
      const { world, said } = setup(clock, [ok({ Transcript: [{ Type: 'MESSAGE' }, wire('m7')] })]);
      expect(load(createHistory(world), 5)).toBe('m7 done');
      expect(said).toMatchObject([{ type: 'diagnostic', diagnostic: { type: 'unreadableItem' } }]);
    });
  });

  it('reports what is odd in an item, and emits it', () => {
    marbles((_, clock) => {
      const { world, said } = setup(clock, [ok({ Transcript: [{ ...wire('m6'), DisplayName: 7 }, wire('m7')] })]);
      expect(load(createHistory(world), 5)).toBe('m6 m7 done');
      expect(said).toMatchObject([{ type: 'diagnostic', diagnostic: { type: 'oddItem' } }]);
    });
  });

  it('aborts when it is unsubscribed from, and the next call goes on', () => {
    marbles((_, clock) => {
      const { world, sent, bodies } = setup(clock, [page('m8 m9', 'token a'), NEVER, page('m7')]);
      const history = createHistory(world);
      history(1).subscribe().unsubscribe();
      expect(sent.at(-1)).toMatchObject({ outcome: 'aborted' });
      expect(load(history, 1)).toBe('m7 done');
      expect(bodies(TRANSCRIPT)).toMatchObject([{}, { NextToken: 'token a' }, { NextToken: 'token a' }]);
    });
  });

  it('asks for another token where this one is refused', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const { world, credentials$ } = setup(clock, [status(403), status(403)]);
      cold('--t|').subscribe({ next: () => credentials$.next({ connectionToken: 'token 2' }) });
      const error = new AccessDeniedError({ operation: 'GetTranscript' });
      expectObservable(createHistory(world)(1)).toBe('--#', undefined, error);
    });
  });
});
