import { map } from 'rxjs';
import { NetworkError } from '../../lib/chat/errors.js';
import { createLife } from '../../lib/engine/life.js';
import type { Signal } from '../../lib/engine/signal.js';
import { marbles, type RunHelpers } from '../support/marbles.js';

const SIGNALS: Readonly<Record<string, Signal>> = {
  a: { type: 'connecting' },
  b: { type: 'subscribed', number: 1 },
  o: { type: 'offline' },
  x: { type: 'ended', reason: 'ended' },
  f: { type: 'failed', error: new NetworkError() },
};

const nameOf = (signal: Signal): string =>
  Object.keys(SIGNALS).find((name) => SIGNALS[name]?.type === signal.type) ?? '?';

const at = ({ cold }: RunHelpers, marble: string, action: () => void): void => void cold(marble).subscribe(action);

describe('createLife', () => {
  it('does nothing before it is connected', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a', SIGNALS);
      expectObservable(createLife(source).signal$).toBe('');
      expectSubscriptions(source.subscriptions).toBe([]);
    });
  });

  it('connects once, however often it is asked to', () => {
    marbles((helpers) => {
      const source = helpers.cold('                             -a-b--', SIGNALS);
      const { signal$, connect } = createLife(source);
      const given = new Set();
      at(helpers, '                                             -t-t', () => given.add(connect()));
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('--a-b--');
      helpers.expectSubscriptions(source.subscriptions).toBe('  -^');
      helpers.flush();
      expect(given.size).toBe(1);
    });
  });

  it('goes offline when unsubscribed, and ends what was going on', () => {
    marbles((helpers) => {
      const source = helpers.cold('                             -a-b--b', SIGNALS);
      const { signal$, connect } = createLife(source);
      at(helpers, '                                             ----t', () => connect().unsubscribe());
      connect();
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('-a-bo');
      helpers.expectSubscriptions(source.subscriptions).toBe('  ^---!');
    });
  });

  it('connects again after it was offline', () => {
    marbles((helpers) => {
      const source = helpers.cold('                             -a-b--', SIGNALS);
      const { signal$, connect } = createLife(source);
      at(helpers, '                                             --t', () => connect().unsubscribe());
      at(helpers, '                                             ----t', () => connect());
      connect();
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('-ao--a-b');
      helpers.expectSubscriptions(source.subscriptions).toBe(['^-!', '----^']);
    });
  });

  it('says so once, however often the same subscription is ended', () => {
    marbles((helpers) => {
      const { signal$, connect } = createLife(helpers.cold('    -a----', SIGNALS));
      const online = connect();
      at(helpers, '                                             --t-t', () => online.unsubscribe());
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('-ao');
    });
  });

  it('leaves alone a later time online when an earlier subscription is ended again', () => {
    marbles((helpers) => {
      const source = helpers.cold('                             -a-b--', SIGNALS);
      const { signal$, connect } = createLife(source);
      const first = connect();
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe('o---a-b');
      at(helpers, '                                             t----t', () => first.unsubscribe());
      at(helpers, '                                             ---t', () => connect());
    });
  });

  it.each([
    ['ended', '-a-x--', '-a-(x|)'],
    ['failed', '-a-f--', '-a-(f|)'],
  ])('completes after %s and never begins again', (_, script, expected) => {
    marbles((helpers) => {
      const source = helpers.cold(script, SIGNALS);
      const { signal$, connect } = createLife(source);
      at(helpers, '-----t', () => connect().unsubscribe());
      at(helpers, '------t', () => connect());
      connect();
      helpers.expectObservable(signal$.pipe(map(nameOf))).toBe(expected);
      helpers.expectSubscriptions(source.subscriptions).toBe('^--!');
    });
  });

  it('lets everybody hear the same from when they come', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('                                     -a-b-a', SIGNALS);
      const { signal$, connect } = createLife(source);
      expectObservable(signal$.pipe(map(nameOf))).toBe('        -a-b-a');
      expectObservable(signal$.pipe(map(nameOf)), '--^').toBe(' ---b-a');
      expectObservable(signal$.pipe(map(nameOf)), '^-!').toBe(' -a');
      connect();
      expectSubscriptions(source.subscriptions).toBe('          ^');
    });
  });
});
