import type { Observable } from 'rxjs';
import type { SessionStatus } from '../../../lib/engine/status.js';
import type { SendProgress } from '../../../lib/engine/effects/send-progress.js';
import type { Session } from '../../../lib/engine/session.js';
import { iterate } from '../../../lib/platform/iterate.js';
import type { UserStep } from '../plan/plan.js';
import type { Fact } from '../life-record.js';
import { secret, sharedText } from '../secret.js';
import type { VirtualTime } from '../virtual-time.js';

/** In the callback of what; when the status is that; or when the last look at the transcript begins. */
export type Where = 'status' | 'event' | 'progress' | 'idle' | 'live' | 'connecting' | 'ending';

/** Who uses the session: connects, sends, reads; also badly. */
export interface User {
  /** Uses this session from now on, or none while there is no process. */
  readonly take: (session: Session | undefined) => void;
  readonly goOnline: () => void;
  readonly goOffline: () => void;
  /** Whether it wants the session online itself. */
  readonly isHere: () => boolean;
  /** Whether anybody does. */
  readonly isOnline: () => boolean;
  /** Connects for somebody else, and gives what lets them leave. */
  readonly visit: () => () => void;
  /** Goes offline and connects again inside a callback, so many times; or does one of the two at a status. */
  readonly reconnect: (where: Where, times: number, did: () => void) => void;
  /** From now on no consumer turns round in its callbacks. */
  readonly calmDown: () => void;
  /** Notes what one who subscribes now gets to see. */
  readonly watch: () => void;
  readonly do: (step: Exclude<UserStep, { readonly type: 'offline' | 'restart' | 'visit' }>) => void;
  readonly leaveChat: () => void;
  readonly readAndThrow: (count: number) => void;
  readonly readAndLeave: (count: number) => void;
  readonly readAndStall: () => void;
  readonly goOfflineAtNextEvent: (forMs: number) => void;
  /** Effects that have not come to their end. */
  readonly effectsUnderWay: () => number;
}

/** What a send says of its processing. */
const processingOf = (progress: SendProgress): { readonly processing?: unknown } =>
  'processing' in progress ? { processing: progress.processing } : {};

/** How long who leaves at a status stays away. */
const AWAY_MS = 20_000;

export const createUser = (time: VirtualTime, note: (fact: Fact) => void): User => {
  let session: Session | undefined;
  let connection: (() => void) | undefined;
  let owners = 0;
  let watchers = 0;
  let isCalm = false;
  let latestMessage = '';
  let sends = 0;
  let underWay = 0;
  let failed: { readonly send: number; readonly token: string } | undefined;

  const run = (name: string, action$: Observable<unknown>): void => {
    const mine = session;
    underWay += 1;
    const end = (error?: unknown): void => {
      if (mine !== session) return;
      underWay -= 1;
      note({ type: 'effect', name, ...(error !== undefined && { error }) });
    };
    action$.subscribe({ error: end, complete: () => end() });
  };

  const ask = (): number => {
    sends += 1;
    note({ type: 'send', send: sends, did: 'asked' });
    return sends;
  };

  const send = (to: Session, text?: number): void => {
    follow(to, ask(), to.send(text === undefined ? secret('own', sends) : sharedText(text)));
  };

  const follow = (
    to: Session,
    number: number,
    progress$: Observable<SendProgress>,
    then = (): void => undefined,
  ): void => {
    let token: string | undefined;
    underWay += 1;
    progress$.subscribe({
      next: (progress) => {
        if (to !== session) return;
        if (token === undefined) note({ type: 'send', send: number, did: 'queued', clientToken: progress.clientToken });
        token = progress.clientToken;
        if (progress.type === 'sent')
          note({ type: 'send', send: number, did: 'sent', id: progress.id, ...processingOf(progress) });
        then();
      },
      error: (error: unknown) => {
        if (to !== session) return;
        underWay -= 1;
        if (token !== undefined) failed = { send: number, token };
        note({ type: 'send', send: number, did: 'failed', error });
      },
      complete: () => {
        if (to === session) underWay -= 1;
      },
    });
  };

  /** Does something about the latest send that has failed, where there is one. */
  const settle = (of: Session, how: 'retry' | 'discard'): void => {
    if (failed === undefined) return;
    const { send: number, token } = failed;
    failed = undefined;
    note({ type: 'send', send: number, did: how === 'retry' ? 'retried' : 'discarded' });
    if (how === 'retry') follow(of, number, of.retry(token));
    else of.discard(token);
  };

  /** Connects for one owner. Leaving is of no effect on those who are still there. */
  const enter = (to: Session): (() => void) => {
    owners += 1;
    note({ type: 'wanted', state: 'online' });
    const subscription = to.connect();
    return () => {
      if (to !== session) return;
      owners -= 1;
      if (owners === 0) note({ type: 'wanted', state: 'offline' });
      subscription.unsubscribe();
    };
  };

  const goOnline = (): void => {
    if (session === undefined || connection !== undefined) return;
    connection = enter(session);
  };
  const goOffline = (): void => {
    const leave = connection;
    connection = undefined;
    leave?.();
  };

  return {
    take: (next) => {
      session = next;
      connection = undefined;
      owners = 0;
      underWay = 0;
      failed = undefined;
      next?.message$.subscribe({
        next: ({ id }) => (latestMessage = id),
        error: () => undefined,
      });
    },
    goOnline,
    goOffline,
    isHere: () => connection !== undefined,
    isOnline: () => owners > 0,
    visit: () => (session === undefined ? () => undefined : enter(session)),
    reconnect: (where, times, did) => {
      const mine = session;
      if (mine === undefined) return;
      if (where === 'ending') {
        const leave = (): void => {
          if (mine !== session || connection === undefined) return;
          did();
          goOffline();
          time.after(AWAY_MS, () => mine === session && goOnline());
        };
        mine.diagnostic$.subscribe((said) => said.type === 'repairing' && said.reason === 'lastRead' && leave());
        return;
      }
      const isOther = where === 'idle' || where === 'connecting';
      let left = times;
      const turn = (status?: SessionStatus): void => {
        const isMeant = where === 'idle' || where === 'live' || where === 'connecting' ? status?.type === where : true;
        // Only one who is there can leave.
        if (isCalm || mine !== session || left === 0 || !isMeant || (!isOther && connection === undefined)) return;
        left -= 1;
        did();
        if (where === 'connecting') {
          enter(mine)();
          time.after(AWAY_MS, enter(mine));
          return;
        }
        if (where !== 'idle') goOffline();
        if (where !== 'live') goOnline();
        else time.after(AWAY_MS, () => mine === session && goOnline());
      };
      if (where === 'progress') follow(mine, ask(), mine.send(secret('own', sends)), turn);
      else if (where === 'event') mine.event$.subscribe({ next: () => turn(), error: () => undefined });
      else mine.status$.subscribe(turn);
    },
    calmDown: () => {
      isCalm = true;
    },
    watch: () => {
      const watcher = (watchers += 1);
      const mine = session;
      if (mine === undefined) return;
      const see = (fact: Fact): void => {
        if (mine === session) note(fact);
      };
      note({ type: 'watched', watcher });
      mine.status$.subscribe((status) => see({ type: 'saw', watcher, status }));
      mine.event$.subscribe({ next: (event) => see({ type: 'saw', watcher, event }), error: () => undefined });
    },
    do: (step) => {
      if (session === undefined) return;
      switch (step.type) {
        case 'send':
          for (let count = step.count; count > 0; count -= 1) send(session, step.text);
          return;
        case 'settle':
          return settle(session, step.how);
        case 'upload':
          return run(
            'upload',
            session.sendAttachment({
              name: 'invoice.pdf',
              contentType: 'application/pdf',
              body: new Uint8Array(step.bytes),
            }),
          );
        case 'courtesy':
          if (step.what === 'typing') return run('typing', session.sendTyping());
          if (step.what === 'earlier') return run('earlier', session.loadEarlier(5));
          if (latestMessage === '') return;
          return run(
            step.what,
            step.what === 'read' ? session.markRead(latestMessage) : session.markDelivered(latestMessage),
          );
      }
    },
    leaveChat: () => session && run('disconnect', session.disconnect()),
    readAndThrow: (count) => {
      let left = count;
      session?.event$.subscribe({
        next: () => {
          left -= 1;
          if (left >= 0) throw new Error('a reader of its own that throws');
        },
        error: () => undefined,
      });
    },
    readAndLeave: (count) => {
      let left = count;
      const reading = session?.event$.subscribe({
        next: () => {
          left -= 1;
          if (left <= 0) reading?.unsubscribe();
        },
        error: () => undefined,
      });
    },
    readAndStall: () => {
      // Nothing waits for it: what becomes of the one value that was asked for does not matter.
      if (session !== undefined)
        void iterate(session.event$)
          .next()
          .catch(() => undefined);
    },
    goOfflineAtNextEvent: (forMs) => {
      const mine = session;
      const reading = mine?.event$.subscribe({
        next: () => {
          reading?.unsubscribe();
          if (mine !== session) return;
          goOffline();
          time.after(forMs, () => mine === session && goOnline());
        },
        error: () => undefined,
      });
    },
    effectsUnderWay: () => underWay,
  };
};
