import { share, Subject } from 'rxjs';
import { createDispatch } from '../../lib/engine/dispatch.js';
import { inLine } from '../../lib/engine/in-line.js';
import { marbles } from '../support/marbles.js';

describe('inLine', () => {
  it('lets all who share a stream hear one value before the next, whatever they do at it', () => {
    const dispatch = createDispatch();
    const source$ = new Subject<string>();
    const shared$ = source$.pipe(inLine(dispatch), share());
    const heard: string[] = [];
    shared$.subscribe((value) => {
      heard.push(`first ${value}`);
      if (value === 'a') source$.next('b');
    });
    shared$.subscribe((value) => heard.push(`second ${value}`));
    source$.next('a');
    expect(heard).toEqual(['first a', 'second a', 'first b', 'second b']);
  });

  it('is otherwise as its source', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-a-b-|');
      expectObservable(source$.pipe(inLine(createDispatch()))).toBe('-a-b-|');
      expectObservable(cold('-a-#').pipe(inLine(createDispatch()))).toBe('-a-#');
      expectObservable(source$.pipe(inLine(createDispatch())), '--!').toBe('-a');
      expectSubscriptions(source$.subscriptions).toBe(['^----!', '^-!']);
    });
  });
});
