import { createDispatch } from '../../lib/engine/dispatch.js';

describe('createDispatch', () => {
  it('runs a task at once', () => {
    const done: string[] = [];
    createDispatch()(() => done.push('a'));
    expect(done).toEqual(['a']);
  });

  it('runs what a task asks for after it, in the order of asking', () => {
    const dispatch = createDispatch();
    const done: string[] = [];
    dispatch(() => {
      dispatch(() => {
        dispatch(() => done.push('d'));
        done.push('b');
      });
      dispatch(() => done.push('c'));
      done.push('a');
    });
    expect(done).toEqual(['a', 'b', 'c', 'd']);
  });

  it('goes on after a task that throws', () => {
    const dispatch = createDispatch();
    const done: string[] = [];
    const fail = (): never => {
      throw new Error('broken');
    };
    expect(() =>
      dispatch(() => {
        dispatch(fail);
        dispatch(() => done.push('a'));
      }),
    ).toThrow('broken');
    dispatch(() => done.push('b'));
    expect(done).toEqual(['a', 'b']);
  });

  it('knows nothing of another line', () => {
    const [one, other] = [createDispatch(), createDispatch()];
    const done: string[] = [];
    one(() => {
      other(() => done.push('a'));
      done.push('b');
    });
    expect(done).toEqual(['a', 'b']);
  });
});
