import { EMPTY, map, NEVER, of, throwError, type Observable } from 'rxjs';
import type { Checkpoint } from '../../../lib/engine/checkpoint.js';
import { CheckpointStoreError } from '../../../lib/platform/stores/checkpoint-store-error.js';
import { saveCheckpoints } from '../../../lib/platform/stores/save-checkpoints.js';
import { marbles } from '../../support/marbles.js';
import { sample } from './sample.js';

const values = { a: sample('contact', 'a'), b: sample('contact', 'b'), c: sample('contact', 'c') };
const FULL = new CheckpointStoreError('save', 'full');

/** Saves, and notes each checkpoint by the name of its message. */
const noting = (saving: (name: string) => Observable<void>) => {
  const names: string[] = [];
  const save = (key: string, { unsent }: Checkpoint): Observable<void> => {
    const name = unsent[0]!.clientToken;
    names.push(`${key} ${name}`);
    return saving(name);
  };
  return { names, save };
};

describe('saveCheckpoints', () => {
  it('saves one at a time, and of those that come meanwhile the newest', () => {
    const store = noting(() => NEVER);
    marbles(({ cold, expectObservable, flush }) => {
      const saves = noting(() => cold('---(u|)', { u: undefined }));
      const checkpoint$ = cold('       abc-------a-|', values);
      expectObservable(saveCheckpoints({ checkpoint$ }, saves, 'contact')).toBe('---u--u------(u|)', { u: undefined });
      flush();
      store.names.push(...saves.names);
    });
    expect(store.names).toEqual(['contact a', 'contact c', 'contact a']);
  });

  it('completes with the checkpoints, or never', () => {
    marbles(({ expectObservable }) => {
      const store = noting(() => of(undefined));
      expectObservable(saveCheckpoints({ checkpoint$: EMPTY }, store, 'contact')).toBe('|');
      expectObservable(saveCheckpoints({ checkpoint$: NEVER }, store, 'contact')).toBe('-');
    });
  });

  it('passes on the error of a save, and saves nothing more', () => {
    marbles(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const store = noting(() => cold('--#', undefined, FULL));
      const checkpoint$ = hot('-ab-c', values);
      expectObservable(saveCheckpoints({ checkpoint$ }, store, 'contact')).toBe('---#', undefined, FULL);
      expectSubscriptions(checkpoint$.subscriptions).toBe('^--!');
    });
  });

  it('passes on the error of the checkpoints', () => {
    marbles(({ expectObservable }) => {
      const store = noting(() => of(undefined));
      const checkpoint$ = throwError(() => FULL);
      expectObservable(saveCheckpoints({ checkpoint$ }, store, 'contact')).toBe('#', undefined, FULL);
    });
  });

  it('stops listening when it is unsubscribed', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const store = noting(() => of(undefined));
      const checkpoint$ = hot('-a-b-', values);
      const saved$ = saveCheckpoints({ checkpoint$ }, store, 'contact').pipe(map(() => 's'));
      expectObservable(saved$, '^-!').toBe('-s-');
      expectSubscriptions(checkpoint$.subscriptions).toBe('^-!');
    });
  });

  it('passes on what the store refuses at the call', () => {
    marbles(({ hot, expectObservable }) => {
      const refusal = new Error('refused');
      const save = (): never => {
        throw refusal;
      };
      const checkpoint$ = hot('-a', values);
      expectObservable(saveCheckpoints({ checkpoint$ }, { save }, 'contact')).toBe('-#', undefined, refusal);
    });
  });
});
