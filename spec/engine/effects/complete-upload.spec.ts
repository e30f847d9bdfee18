import { NEVER, switchMap } from 'rxjs';
import { ConflictError, NetworkError } from '../../../lib/chat/errors.js';
import { completeUpload } from '../../../lib/engine/effects/complete-upload.js';
import { marbles } from '../../support/marbles.js';
import { broken, fakeWorld, ok, status } from './fake-world.js';

const COMPLETE = '/participant/complete-attachment-upload';
const DONE = { d: undefined };

describe('completeUpload', () => {
  it('emits once when the service has taken the file', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies } = fakeWorld(clock, { [COMPLETE]: [ok()] });
      expectObservable(completeUpload(world, 'file')).toBe('(d|)', DONE);
      flush();
      expect(bodies(COMPLETE)).toEqual([{ AttachmentIds: ['file'], ClientToken: 'id 1' }]);
    });
  });

  it('repeats a failed attempt with the same ClientToken and says so', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies, said } = fakeWorld(clock, { [COMPLETE]: [status(500), broken(), ok()] });
      expectObservable(completeUpload(world, 'file')).toBe('(d|)', DONE);
      flush();
      expect(new Set(bodies(COMPLETE).map((body) => JSON.stringify(body))).size).toBe(1);
      expect(said.map((signal) => signal.type === 'diagnostic' && signal.diagnostic.type)).toEqual([
        'retrying',
        'retrying',
      ]);
    });
  });

  it.each([
    ['a broken connection', broken()],
    ['a 500', status(500)],
    ['the answer of a proxy', status(407)],
  ])('takes a conflict after %s for success', (_, first) => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [COMPLETE]: [first, status(409)] });
      expectObservable(completeUpload(world, 'file')).toBe('(d|)', DONE);
    });
  });

  it('goes on after it was abandoned, and takes a conflict then for success', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, bodies } = fakeWorld(clock, { [COMPLETE]: [NEVER, status(409)] });
      const complete$ = completeUpload(world, 'file');
      const isOnline$ = cold('y-ny', { y: true, n: false });
      const gated$ = isOnline$.pipe(switchMap((isOnline) => (isOnline ? complete$ : NEVER)));
      expectObservable(gated$).toBe('---d', DONE);
      flush();
      expect(bodies(COMPLETE)).toMatchObject([{ ClientToken: 'id 1' }, { ClientToken: 'id 1' }]);
    });
  });

  it('tells a conflict that no earlier attempt can explain', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [COMPLETE]: [status(409)] });
      const conflict = new ConflictError({ operation: 'CompleteAttachmentUpload' });
      expectObservable(completeUpload(world, 'file')).toBe('#', undefined, conflict);
    });
  });

  it('errors when the attempts are used up', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [COMPLETE]: [broken(), broken(), broken(), ok()] });
      const error = new NetworkError({ operation: 'CompleteAttachmentUpload' });
      expectObservable(completeUpload(world, 'file')).toBe('#', undefined, error);
      flush();
      expect(sent).toHaveLength(3);
    });
  });

  it('aborts when it is unsubscribed from', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [COMPLETE]: [NEVER] });
      expectObservable(completeUpload(world, 'file'), '5ms !').toBe('');
      flush();
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
    });
  });
});
