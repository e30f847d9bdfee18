import { exhaustTrailing } from '../../lib/engine/exhaust-trailing.js';
import { EMPTY, of } from 'rxjs';
import { marbles } from '../support/marbles.js';

describe('exhaustTrailing', () => {
  it('projects one at a time and keeps the newest of those that come meanwhile', () => {
    marbles(({ cold, hot, expectObservable }) => {
      const source = hot('  -a-b-c--------d|');
      const inner = { a: 'x----|', c: 'y--|', d: 'z|', b: '#' };
      const expected = '    -x----y-------z|';
      expectObservable(source.pipe(exhaustTrailing((value: string) => cold(inner[value as 'a'])))).toBe(expected);
    });
  });

  it('completes with the last projection', () => {
    marbles(({ cold, hot, expectObservable }) => {
      expectObservable(hot('-a|').pipe(exhaustTrailing(() => cold('---x|')))).toBe('----x|');
      expectObservable(hot('-(ab|)').pipe(exhaustTrailing(() => cold('---x|')))).toBe('----x---x|');
      expectObservable(hot('--|').pipe(exhaustTrailing(() => cold('x')))).toBe('--|');
    });
  });

  it('projects synchronous results one after the other', () => {
    marbles(({ expectObservable }) => {
      expectObservable(of('a', 'b').pipe(exhaustTrailing((value) => of(value)))).toBe('(ab|)');
      expectObservable(of('a', 'b').pipe(exhaustTrailing(() => EMPTY))).toBe('|');
    });
  });

  it('passes on errors of source, projection and projecting', () => {
    const broken = new Error('broken');
    marbles(({ cold, hot, expectObservable }) => {
      expectObservable(hot('-a-#').pipe(exhaustTrailing(() => cold('x----')))).toBe('-x-#');
      expectObservable(hot('-a---').pipe(exhaustTrailing(() => cold('x-#')))).toBe('-x-#');
      expectObservable(
        hot('-a---').pipe(
          exhaustTrailing((): never => {
            throw broken;
          }),
        ),
      ).toBe('-#', undefined, broken);
    });
  });

  it('unsubscribes from both', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a------');
      const inner = cold('x-------');
      expectObservable(source.pipe(exhaustTrailing(() => inner)), '^---!').toBe('-x');
      expectSubscriptions(source.subscriptions).toBe('^---!');
      expectSubscriptions(inner.subscriptions).toBe('-^--!');
    });
  });
});
