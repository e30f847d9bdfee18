import { filter, type Observable } from 'rxjs';
import type {
  ChatEvent,
  ChatSession,
  Checkpoint,
  Diagnostic,
  SessionStatus,
  Transcript,
} from '../../../../lib/index.js';
import { describeEvent } from './describe-event.js';
import type { ProcessRecord, StreamName } from './chaos-record.js';

/** A checkpoint as it would lie on a disk, and what had been told when it was taken. */
export interface Saved {
  readonly checkpoint: Checkpoint;
  readonly told: ReadonlyArray<ChatEvent>;
}

/** A process that lives, and its record. */
export interface ProcessLog {
  readonly record: ProcessRecord;
  readonly saved: () => Saved | undefined;
  /** From now on nothing counts any more: nobody is there to be told. */
  readonly die: () => void;
}

const STREAMS: ReadonlyArray<StreamName> = [
  'event$',
  'status$',
  'diagnostic$',
  'transcript$',
  'checkpoint$',
  'typing$',
  'participants$',
  'message$',
];

/** Notes all that a session says for as long as its process lives. */
export const logProcess = (
  session: ChatSession,
  from: Saved | undefined,
  trace: (line: string) => void,
): ProcessLog => {
  const events: ChatEvent[] = [];
  const statuses: SessionStatus[] = [];
  const diagnostics: Diagnostic[] = [];
  const transcripts: Transcript[] = [];
  const finished = new Map<StreamName, unknown>();
  const afterwards: string[] = [];
  const known = from?.told ?? [];
  let saved = from;
  let knows = from?.checkpoint.told;
  let isAlive = true;

  const end = (name: StreamName, error?: unknown): void => {
    if (isAlive) finished.set(name, error);
  };
  STREAMS.forEach((name) => {
    const stream$: Observable<unknown> = session[name];
    stream$.subscribe({
      next: () => {
        if (isAlive && finished.has(name)) afterwards.push(name);
      },
      error: (error: unknown) => end(name, error),
      complete: () => end(name),
    });
  });

  const whileAlive = <T>(value$: Observable<T>): Observable<T> => value$.pipe(filter(() => isAlive));
  const ignored = { error: () => undefined };
  whileAlive(session.event$).subscribe({
    ...ignored,
    next: (event) => {
      events.push(event);
      trace(describeEvent(event));
    },
  });
  whileAlive(session.status$).subscribe((status) => {
    statuses.push(status);
    trace(`status ${status.type}${'error' in status ? ` ${status.error.name}` : ''}`);
  });
  whileAlive(session.diagnostic$).subscribe((diagnostic) => {
    diagnostics.push(diagnostic);
    trace(`diagnostic ${diagnostic.type} ${'reason' in diagnostic ? diagnostic.reason : ''}`);
  });
  whileAlive(session.transcript$).subscribe({ ...ignored, next: (transcript) => void transcripts.push(transcript) });
  whileAlive(session.checkpoint$).subscribe({
    ...ignored,
    next: (checkpoint) => {
      // While something is held back, a checkpoint repeats what the one before it knew.
      const told = checkpoint.told === knows ? (saved?.told ?? []) : [...known, ...events];
      knows = checkpoint.told;
      const written: Checkpoint = JSON.parse(JSON.stringify(checkpoint));
      saved = { checkpoint: written, told };
    },
  });

  const owed = from?.checkpoint.unsent.map(({ content }) => content) ?? [];
  return {
    record: { known, owed, events, statuses, diagnostics, transcripts, finished, afterwards },
    saved: () => saved,
    die: () => {
      isAlive = false;
    },
  };
};
