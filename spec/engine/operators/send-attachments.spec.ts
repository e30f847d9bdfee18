import type { Observable } from 'rxjs';
import { InvalidArgumentError, QuotaExceededError } from '../../../lib/chat/errors.js';
import type { AttachmentSource, UploadProgress } from '../../../lib/engine/effects/send-attachment.js';
import { sendAttachments, type SendsAttachments } from '../../../lib/engine/operators/send-attachments.js';
import { marbles } from '../../support/marbles.js';

const file = (name: string): AttachmentSource => ({ name, contentType: 'text/plain', body: name });
const files = { a: file('a'), b: file('b'), c: file('c'), x: file('x') };
const uploading: UploadProgress = { type: 'uploading', sentBytes: 0, totalBytes: 1 };
const completed: UploadProgress = { type: 'completed', attachmentId: 'file' };
const steps = { u: uploading, d: completed };
const full = new QuotaExceededError({ operation: 'StartAttachmentUpload' });

const told = {
  u: { ...uploading, input: files.a },
  d: { ...completed, input: files.a },
  v: { ...uploading, input: files.b },
  e: { ...completed, input: files.b },
  w: { ...uploading, input: files.c },
  f: { ...completed, input: files.c },
  g: { type: 'failed', input: files.a, error: full },
  h: { type: 'failed', input: files.x, error: new InvalidArgumentError('name', 'must be in the script') },
};

/** A session that does with each file what its marbles say. */
const session = (actions: Readonly<Record<string, Observable<UploadProgress>>>): SendsAttachments => ({
  sendAttachment: ({ name }) => {
    const action = actions[name];
    if (action === undefined) throw new InvalidArgumentError('name', 'must be in the script');
    return action;
  },
});

describe('sendAttachments', () => {
  it('refuses a concurrency of less than one, at the call', () => {
    expect(() => sendAttachments(session({}), { concurrency: 0 })).toThrow('concurrency must be a whole number from 1');
  });

  it('posts two at a time and says which file it tells of', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const [a$, b$, c$] = [cold('u--(d|)', steps), cold('u-----(d|)', steps), cold('u---(d|)', steps)];
      const source$ = hot('-abc|', files);
      expectObservable(source$.pipe(sendAttachments(session({ a: a$, b: b$, c: c$ })))).toBe('-uv-(dw)(ef|)', told);
      expectSubscriptions(a$.subscriptions).toBe('-^--!');
      expectSubscriptions(b$.subscriptions).toBe('--^-----!');
      expectSubscriptions(c$.subscriptions).toBe('----^---!');
    });
  });

  it('posts as many at a time as it is told', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const [a$, b$] = [cold('u-(d|)', steps), cold('u---(d|)', steps)];
      const send = sendAttachments(session({ a: a$, b: b$ }), { concurrency: 1 });
      expectObservable(hot('ab|', files).pipe(send)).toBe('u-(dv)(e|)', told);
      expectSubscriptions(b$.subscriptions).toBe('--^---!');
    });
  });

  it('emits failures as values, those at the call too, and goes on', () => {
    marbles(({ cold, hot, expectObservable }) => {
      const actions = { a: cold('u#', steps, full), b: cold('(d|)', steps) };
      expectObservable(hot('ax---b|', files).pipe(sendAttachments(session(actions)))).toBe('u(hg)e|', told);
    });
  });

  it('completes after the last upload when the source has completed', () => {
    marbles(({ cold, hot, expectObservable }) => {
      const send = sendAttachments(session({ a: cold('u---(d|)', steps) }));
      expectObservable(hot('a|', files).pipe(send)).toBe('u---(d|)', told);
    });
  });

  it('completes with an empty source, and never without an end of it', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<AttachmentSource>('|').pipe(sendAttachments(session({})))).toBe('|');
      expectObservable(cold<AttachmentSource>('-').pipe(sendAttachments(session({})))).toBe('-');
    });
  });

  it('passes on an error of the source at once, and aborts the uploads', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const a$ = cold('u', steps);
      expectObservable(hot('a-#', files).pipe(sendAttachments(session({ a: a$ })))).toBe('u-#', told);
      expectSubscriptions(a$.subscriptions).toBe('^-!');
    });
  });

  it('aborts the uploads when it is unsubscribed from', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const [source$, a$, b$] = [hot('ab', files), cold('u', steps), cold('u', steps)];
      expectObservable(source$.pipe(sendAttachments(session({ a: a$, b: b$ }))), '---!').toBe('uv', told);
      expectSubscriptions(source$.subscriptions).toBe('^--!');
      expectSubscriptions(a$.subscriptions).toBe('^--!');
      expectSubscriptions(b$.subscriptions).toBe('-^-!');
    });
  });
});
