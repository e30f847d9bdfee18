import { NEVER, Observable, of, Subject, type SchedulerLike } from 'rxjs';
import { SocketError } from '../../lib/chat/errors.js';
import type { Ports } from '../../lib/engine/ports.js';

/** How one socket behaves. All times are virtual when the observables are marbles. */
export interface SocketScript {
  /** Its first value opens the socket; its error refuses the handshake. @defaultValue opens at once */
  readonly opening$?: Observable<unknown>;
  /** What the service pushes, from the opening on; an error closes the socket with it. @defaultValue nothing */
  readonly frame$?: Observable<unknown>;
  /** What the service answers to what is sent. @defaultValue nothing */
  readonly reply?: (text: string) => Observable<unknown>;
}

/** What happened to the sockets, in order; `socket` counts them from 1. */
export interface SocketTrace {
  readonly at: number;
  readonly socket: number;
  readonly did: 'connecting' | 'opened' | 'sent' | 'closed';
  /** Of `sent`: the frame. */
  readonly text?: string;
}

export interface FakeSockets extends Pick<Ports, 'openSocket'> {
  /** Test control: everything that was done, with its time. */
  readonly trace: ReadonlyArray<SocketTrace>;
  /** Test control: the texts sent, each with its time. */
  readonly sent: () => ReadonlyArray<readonly [at: number, text: string]>;
  /** Test control: when each socket was closed by its user or lost. */
  readonly closedAt: () => ReadonlyArray<number>;
  /** Test control: how many sockets are connecting or open now. */
  readonly openCount: () => number;
  /** Test control: how many scripts no socket has used. */
  readonly unusedCount: () => number;
  /** Test control: the arguments of each opening. */
  readonly asked: ReadonlyArray<{ readonly url: string; readonly maxFrameBytes: number }>;
}

/** Sockets that follow scripts: the first one the first script, and so on. One too many errors. */
export const fakeSockets = (clock: SchedulerLike, scripts: ReadonlyArray<SocketScript>): FakeSockets => {
  const trace: SocketTrace[] = [];
  const asked: { url: string; maxFrameBytes: number }[] = [];
  const times = (did: SocketTrace['did']): SocketTrace[] => trace.filter((entry) => entry.did === did);

  const openSocket: Ports['openSocket'] = (url, maxFrameBytes) =>
    new Observable((subscriber) => {
      const script = scripts[asked.length];
      asked.push({ url, maxFrameBytes });
      const socket = asked.length;
      const note = (did: SocketTrace['did'], text?: string): void => {
        trace.push({ at: clock.now(), socket, did, ...(text !== undefined && { text }) });
      };
      if (script === undefined) {
        subscriber.error(new Error(`no script for socket ${socket}`));
        return;
      }
      const frame = new Subject<unknown>();
      const push = { next: (text: unknown) => frame.next(text), error: (error: unknown) => subscriber.error(error) };
      const send = (text: string): void => {
        if (subscriber.closed) return;
        note('sent', text);
        subscriber.add(script.reply?.(text).subscribe(push));
      };
      const open = (): void => {
        note('opened');
        subscriber.next({ frame$: frame.asObservable(), send });
        subscriber.add((script.frame$ ?? NEVER).subscribe(push));
      };
      note('connecting');
      subscriber.add(() => note('closed'));
      const opening$ = script.opening$ ?? of('open');
      let isOpen = false;
      subscriber.add(
        opening$.subscribe({
          next: () => {
            if (!isOpen) open();
            isOpen = true;
          },
          error: (error: unknown) => subscriber.error(error),
        }),
      );
    });

  return {
    openSocket,
    trace,
    asked,
    sent: () => times('sent').map(({ at, text = '' }) => [at, text] as const),
    closedAt: () => times('closed').map(({ at }) => at),
    openCount: () => times('connecting').length - times('closed').length,
    unusedCount: () => Math.max(0, scripts.length - asked.length),
  };
};

/** What the service says, as text. */
export const frames = {
  ack: '{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}',
  refusal: '{"topic":"aws/subscribe","content":{"status":"failure","topics":["aws/chat"]}}',
  pong: '{"topic":"aws/ping","statusCode":200,"statusContent":"OK"}',
  sickPong: '{"topic":"aws/ping","statusCode":500,"statusContent":"Internal server error"}',
  heartbeat: '{"topic":"aws/heartbeat"}',
  forbidden: '{"message":"Forbidden","connectionId":"connection","requestId":"request"}',
  /** A message as the service pushes it. */
  message: (id: string, absoluteTime = '2026-03-02T10:15:10.370Z', content = `text of ${id}`): string =>
    JSON.stringify({
      content: JSON.stringify({
        AbsoluteTime: absoluteTime,
        Content: content,
        ContentType: 'text/plain',
        Id: id,
        Type: 'MESSAGE',
        ParticipantId: 'agent',
        DisplayName: 'Ana',
        ParticipantRole: 'AGENT',
        InitialContactId: 'contact',
        ContactId: 'contact',
      }),
      contentType: 'application/json',
      topic: 'aws/chat',
    }),
} as const;

/** Answers everything the client sends, as a healthy service does. */
export const obedient = (text: string): Observable<string> => {
  if (text.includes('aws/subscribe')) return of(frames.ack);
  return of(text.includes('aws/ping') ? frames.pong : frames.heartbeat);
};

/** How a socket ends abruptly. */
export const lost = new SocketError(1006);
