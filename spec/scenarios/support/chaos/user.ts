import { finalize, last, Subscription, type Observable } from 'rxjs';
import type { ChatDetails, ChatEngine, ChatSession, SessionStatus } from '../../../../lib/index.js';
import type { UserAct } from './chaos-plan.js';
import type { ProcessRecord, SendRecord } from './chaos-record.js';
import { logProcess, type ProcessLog, type Saved } from './process-log.js';
import { secretText } from './secret-text.js';

/** Who uses the session, in one process after the other. */
export interface User {
  readonly act: (what: UserAct) => void;
  readonly disconnect: () => void;
  /** Whether an effect other than a send is under way. */
  readonly isBusy: () => boolean;
  /** The last status of the session, once it is over. */
  readonly end: () => Observable<SessionStatus>;
  readonly processes: ReadonlyArray<ProcessRecord>;
  readonly sends: ReadonlyArray<SendRecord>;
  readonly errors: ReadonlyArray<unknown>;
}

interface Process {
  readonly session: ChatSession;
  readonly log: ProcessLog;
  readonly effects: Subscription;
}

/** Seats a user, whose first process is online at once. */
export const createUser = (makeEngine: () => ChatEngine, details: ChatDetails, trace: (line: string) => void): User => {
  const processes: ProcessRecord[] = [];
  const sends: SendRecord[] = [];
  const errors: unknown[] = [];
  let underWay = 0;

  const start = (saved: Saved | undefined): Process => {
    const session = makeEngine().session({ ...details, ...(saved && { resumeFrom: saved.checkpoint }) });
    const log = logProcess(session, saved, trace);
    processes.push(log.record);
    return { session, log, effects: new Subscription() };
  };
  let process = start(undefined);
  let online = process.session.connect();

  const run = (effect$: Observable<unknown>): void => {
    underWay += 1;
    const settled$ = effect$.pipe(finalize(() => (underWay -= 1)));
    process.effects.add(settled$.subscribe({ error: (error: unknown) => void errors.push(error) }));
  };
  const send = (): void => {
    const index = sends.length;
    const record: SendRecord = { process: processes.length, content: secretText('own', index) };
    sends.push(record);
    const { log, session } = process;
    const isMine = (): boolean => log.record === processes.at(-1);
    const settle = (outcome: NonNullable<SendRecord['outcome']>): void => {
      if (isMine()) sends[index] = { ...record, outcome };
    };
    session.send(record.content).subscribe({
      next: (progress) => {
        if (progress.type === 'sent') settle({ type: 'sent', id: progress.id });
      },
      error: (error: unknown) => settle({ type: 'failed', error }),
    });
  };
  const goOnline = (): void => {
    if (online.closed) online = process.session.connect();
  };
  const restart = (): void => {
    const { log, effects } = process;
    const wasOnline = !online.closed;
    log.die();
    effects.unsubscribe();
    online.unsubscribe();
    process = start(log.saved());
    if (wasOnline) goOnline();
  };

  return {
    processes,
    sends,
    errors,
    end: () => process.session.status$.pipe(last()),
    isBusy: () => underWay > 0,
    disconnect: () => run(process.session.disconnect()),
    act: (what) => {
      switch (what.type) {
        case 'send':
          for (let left = what.count; left > 0; left -= 1) send();
          return;
        case 'upload':
          return run(
            process.session.sendAttachment({
              name: 'invoice.pdf',
              contentType: 'application/pdf',
              body: new Uint8Array(1_000),
            }),
          );
        case 'mark': {
          const { session, log } = process;
          const message = log.record.events.findLast((event) => event.type === 'message');
          if (message === undefined) return;
          return run(what.isRead ? session.markRead(message.id) : session.markDelivered(message.id));
        }
        case 'offline':
          return online.unsubscribe();
        case 'online':
          return goOnline();
        case 'restart':
          return restart();
      }
    },
  };
};
