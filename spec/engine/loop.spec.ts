import {
  concat,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  NEVER,
  of,
  Subject,
  take,
  tap,
  throwError,
  type Observable,
} from 'rxjs';
import { loop } from '../../lib/engine/loop.js';
import { marbles } from '../support/marbles.js';

describe('loop', () => {
  it('lets the subscriber hear a value before the sources answer it', () => {
    const heard: string[] = [];
    const answer = (value$: Observable<string>): Observable<string> =>
      merge(
        value$.pipe(
          filter((value) => value === 'a'),
          map(() => 'b'),
        ),
        value$.pipe(
          filter((value) => value === 'b'),
          map(() => 'c'),
        ),
        concat(of('a'), NEVER),
      );
    loop(answer).subscribe((value) => heard.push(value));
    expect(heard).toEqual(['a', 'b', 'c']);
  });

  it('shows every source one and the same sequence', () => {
    const seen: string[][] = [[], []];
    const answer = (value$: Observable<string>): Observable<string> =>
      merge(
        value$.pipe(
          map((value) => (seen[0]!.push(value), value)),
          filter((value) => value === 'a'),
          map(() => 'b'),
        ),
        value$.pipe(
          map((value) => (seen[1]!.push(value), value)),
          filter((value) => value === 'a'),
          map(() => 'c'),
        ),
        concat(of('a'), NEVER),
      );
    loop(answer).subscribe();
    expect(seen).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
  });

  it('keeps from the sources what does not return to them', () => {
    const returned: string[] = [];
    const input$ = new Subject<string>();
    loop<string>(
      (value$) =>
        merge(
          value$.pipe(
            tap((value) => returned.push(value)),
            ignoreElements(),
          ),
          input$,
        ),
      (value) => value !== 'item',
    ).subscribe();
    ['item', 'signal'].forEach((value) => input$.next(value));
    expect(returned).toEqual(['signal']);
  });

  it('completes and errors with its sources, after what they have said', () => {
    const broken = new Error('broken');
    marbles(({ cold, expectObservable }) => {
      expectObservable(loop(() => cold('-a-b-|'))).toBe('      -a-b-|');
      expectObservable(loop(() => cold('-a-#'))).toBe('        -a-#');
      expectObservable(loop(() => EMPTY)).toBe('               |');
      expectObservable(loop(() => throwError(() => broken))).toBe('#', undefined, broken);
      expectObservable(
        loop(() =>
          concat(
            of('a'),
            throwError(() => broken),
          ),
        ),
      ).toBe('(a#)', undefined, broken);
    });
  });

  it('unsubscribes its sources', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('                      -a-a-a');
      expectObservable(
        loop(() => source),
        '^--!',
      ).toBe('-a');
      expectSubscriptions(source.subscriptions).toBe('^--!');
    });
  });

  it('says nothing more to a subscriber that leaves while a value is told', () => {
    const returned: string[] = [];
    loop<string>((value$) =>
      merge(
        value$.pipe(
          tap((value) => returned.push(value)),
          ignoreElements(),
        ),
        concat(of('a', 'b'), NEVER),
      ),
    )
      .pipe(take(1))
      .subscribe();
    expect(returned).toEqual([]);
  });
});
