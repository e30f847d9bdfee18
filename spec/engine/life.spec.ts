import { map, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { NetworkError } from '../../lib/chat/errors.js';
import { createDispatch } from '../../lib/engine/dispatch.js';
import { createLife, type Life } from '../../lib/engine/life.js';
import type { Signal } from '../../lib/engine/signal.js';
import { marbles, type RunHelpers } from '../support/marbles.js';

const SIGNALS: Readonly<Record<string, Signal>> = {
  a: { type: 'connecting' },
  b: { type: 'subscribed', number: 1 },
  o: { type: 'offline' },
  l: { type: 'left' },
  c: { type: 'closing', reason: 'ended' },
  p: { type: 'page', items: [] },
  x: { type: 'ended', reason: 'ended' },
  f: { type: 'failed', error: new NetworkError() },
};

const nameOf = (signal: Signal): string =>
  Object.keys(SIGNALS).find((name) => SIGNALS[name]?.type === signal.type) ?? '?';

const lifeOf = (
  clock: TestScheduler,
  sources: (signal$: Observable<Signal>) => Observable<Signal>,
  offlineGraceMs = 0,
): Life =>
  createLife({
    dispatch: createDispatch(),
    clock,
    policies: { offlineGraceMs },
    sources,
    returns: ({ type }) => type !== 'page',
  });

const at = ({ cold }: RunHelpers, marble: string, action: () => void): void => void cold(marble).subscribe(action);

describe('createLife', () => {
  it('does nothing before it is connected', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const source = cold('-a', SIGNALS);
      expectObservable(lifeOf(clock, () => source).signal$).toBe('');
      expectSubscriptions(source.subscriptions).toBe([]);
    });
  });

  it('connects once for all its owners, and gives each a subscription of its own', () => {
    marbles((helpers, clock) => {
      const source = helpers.cold('                             -a-b--', SIGNALS);
      const { signal$, connect } = lifeOf(clock, () => source);
      const given = new Set();
      at(helpers, '                                             -t-t', () => given.add(connect()));
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('--a-b--');
      helpers.expectSubscriptions(source.subscriptions).toBe('  -^');
      helpers.flush();
      expect(given.size).toBe(2);
    });
  });

  it('stays online while there is an owner, whoever leaves first', () => {
    marbles((helpers, clock) => {
      const source = helpers.cold('                             -a-b--b', SIGNALS);
      const { signal$, connect } = lifeOf(clock, () => source);
      const [first, second] = [connect(), connect()];
      at(helpers, '                                             --t', () => first.unsubscribe());
      at(helpers, '                                             ----t', () => second.unsubscribe());
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('-a-bo');
      helpers.expectSubscriptions(source.subscriptions).toBe('  ^---!');
    });
  });

  it('goes offline a while after the last owner has left', () => {
    marbles((helpers, clock) => {
      const source = helpers.cold('                             -a-b--b', SIGNALS);
      const { signal$, connect } = lifeOf(clock, () => source, 4);
      const owner = connect();
      at(helpers, '                                             -t', () => owner.unsubscribe());
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('-a-b-o');
      helpers.expectSubscriptions(source.subscriptions).toBe('  ^----!');
    });
  });

  it('stays online where another connects in that while', () => {
    marbles((helpers, clock) => {
      const source = helpers.cold('                             -a-b--b', SIGNALS);
      const { signal$, connect } = lifeOf(clock, () => source, 4);
      const owner = connect();
      at(helpers, '                                             -t', () => owner.unsubscribe());
      at(helpers, '                                             ----t', () => connect());
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('-a-b--b');
      helpers.expectSubscriptions(source.subscriptions).toBe('  ^');
    });
  });

  it('connects again after it was offline', () => {
    marbles((helpers, clock) => {
      const source = helpers.cold('                             -a-b--', SIGNALS);
      const { signal$, connect } = lifeOf(clock, () => source);
      const owner = connect();
      at(helpers, '                                             --t', () => owner.unsubscribe());
      at(helpers, '                                             ----t', () => connect());
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('-ao--a-b');
      helpers.expectSubscriptions(source.subscriptions).toBe(['^-!', '----^']);
    });
  });

  it('leaves a later time online alone when an earlier subscription is ended again', () => {
    marbles((helpers, clock) => {
      const source = helpers.cold('                             -a-b--', SIGNALS);
      const { signal$, connect } = lifeOf(clock, () => source);
      const first = connect();
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('o---a-b');
      at(helpers, '                                             t----t', () => first.unsubscribe());
      at(helpers, '                                             ---t', () => connect());
    });
  });

  it('can be kept online by whoever needs it, where it is online', () => {
    marbles((helpers, clock) => {
      const source = helpers.cold('                             -a-b--b', SIGNALS);
      const { signal$, connect, stay } = lifeOf(clock, () => source, 4);
      expect(stay().closed).toBe(true);
      const owner = connect();
      at(helpers, '                                             -t', () => owner.unsubscribe());
      at(helpers, '                                             --t', () => stay());
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('-a-b--b');
      helpers.expectSubscriptions(source.subscriptions).toBe('  ^');
    });
  });

  it.each([
    ['the end that it has heard', '-a-c---x', '-a-c---(x|)'],
    ['the end of a chat that it has left', '-a-l---x', '-a-l---(x|)'],
  ])('stays online for %s, whoever leaves', (_, script, expected) => {
    marbles((helpers, clock) => {
      const source = helpers.cold(script, SIGNALS);
      const { signal$, connect } = lifeOf(clock, () => source);
      const owner = connect();
      at(helpers, '                                             ----t', () => owner.unsubscribe());
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe(expected);
      helpers.expectSubscriptions(source.subscriptions).toBe('  ^------!');
    });
  });

  it('stays for the end where it begins in the while after the last owner has left', () => {
    marbles((helpers, clock) => {
      const source = helpers.cold('                             -a-c---x', SIGNALS);
      const { signal$, connect } = lifeOf(clock, () => source, 4);
      const owner = connect();
      at(helpers, '                                             -t', () => owner.unsubscribe());
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('-a-c---(x|)');
      helpers.flush();
    });
  });

  it('lets everybody hear what is said, online or offline', () => {
    marbles((helpers, clock) => {
      const returned: string[] = [];
      const sources = (signal$: Observable<Signal>): Observable<Signal> => {
        signal$.subscribe((signal) => returned.push(nameOf(signal)));
        return helpers.cold('-a--p', SIGNALS);
      };
      const { signal$, connect, say } = lifeOf(clock, sources);
      at(helpers, '                                             -t---t', () => say(SIGNALS.l!));
      at(helpers, '                                             --t', () => connect());
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('-l-a-lp');
      helpers.flush();
      expect(returned.sort()).toEqual(['a', 'l']);
    });
  });

  it.each([
    ['ended', '-a-x--', '-a-(x|)'],
    ['failed', '-a-f--', '-a-(f|)'],
  ])('completes after %s, ends its owners, and never begins again', (_, script, expected) => {
    marbles((helpers, clock) => {
      const source = helpers.cold(script, SIGNALS);
      const { signal$, connect, isOnline } = lifeOf(clock, () => source, 4);
      const owner = connect();
      at(helpers, '------t', () => expect([owner.closed, connect().closed, isOnline()]).toEqual([true, true, false]));
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe(expected);
      helpers.expectSubscriptions(source.subscriptions).toBe('^--!');
    });
  });

  it('fails where its sources break for good', () => {
    marbles((helpers, clock) => {
      const { signal$, connect } = lifeOf(clock, () => helpers.cold('-a-#', SIGNALS, new TypeError('x')));
      connect();
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('-a-(f|)');
    });
  });

  it('lets everybody hear the same from when they come', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const source = cold('                                     -a-b-a', SIGNALS);
      const { signal$, connect } = lifeOf(clock, () => source);
      expectObservable(signal$.pipe(map(nameOf))).toBe('        -a-b-a');
      expectObservable(signal$.pipe(map(nameOf)), '--^').toBe(' ---b-a');
      expectObservable(signal$.pipe(map(nameOf)), '^-!').toBe(' -a');
      connect();
      expectSubscriptions(source.subscriptions).toBe('          ^');
    });
  });

  it('says the same in the same order to all, whatever they do at it', () => {
    marbles((helpers, clock) => {
      const source$ = helpers.hot('-a-b-----a-b', SIGNALS);
      const { signal$, connect } = lifeOf(clock, () => source$);
      const heard: string[][] = [[], []];
      const owner = connect();
      signal$.subscribe((signal) => {
        heard[0]!.push(nameOf(signal));
        if (signal.type === 'subscribed') owner.unsubscribe();
        if (signal.type === 'offline') connect();
      });
      signal$.subscribe((signal) => heard[1]!.push(nameOf(signal)));
      helpers.flush();
      expect(heard[0]).toEqual(['a', 'b', 'o', 'a', 'b']);
      expect(heard[1]).toEqual(heard[0]);
    });
  });

  it.each([0, 4])(
    'does not even go offline where somebody leaves and comes back at once, with a grace of %d',
    (grace) => {
      marbles((helpers, clock) => {
        const source = helpers.cold('-a-b', SIGNALS);
        const { signal$, connect } = lifeOf(clock, () => source, grace);
        const owner = connect();
        signal$.subscribe(({ type }) => {
          if (type !== 'connecting') return;
          owner.unsubscribe();
          connect().unsubscribe();
          connect();
        });
        helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('-a-b');
        helpers.expectSubscriptions(source.subscriptions).toBe('^');
      });
    },
  );

  it('changes whether it is online in the order of what is heard', () => {
    marbles((helpers, clock) => {
      const heard: string[] = [];
      const { signal$, connect, online$ } = lifeOf(clock, () => helpers.cold('-b', SIGNALS));
      online$.subscribe((isOnline) => heard.push(isOnline ? 'online' : 'not online'));
      signal$.subscribe((signal) => {
        if (signal.type === 'subscribed') owner.unsubscribe();
        heard.push(nameOf(signal));
      });
      const owner = connect();
      helpers.flush();
      expect(heard).toEqual(['not online', 'online', 'b', 'not online', 'o']);
    });
  });
});
