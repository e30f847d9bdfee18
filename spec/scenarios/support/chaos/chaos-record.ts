import type { ChatEvent, Diagnostic, SessionStatus, Transcript } from '../../../../lib/index.js';
import type { TranscriptItem } from '../../../../lib/emulator/index.js';
import type { ChaosPlan } from './chaos-plan.js';

/** The streams of a session that come to an end of their own. */
export type StreamName =
  'event$' | 'status$' | 'diagnostic$' | 'transcript$' | 'checkpoint$' | 'typing$' | 'participants$' | 'message$';

/** All that one process was told while it lived. */
export interface ProcessRecord {
  /** What its checkpoint knew to have been told by the processes before. */
  readonly known: ReadonlyArray<ChatEvent>;
  /** The texts that its checkpoint said it had still to send. */
  readonly owed: ReadonlyArray<string>;
  readonly events: ReadonlyArray<ChatEvent>;
  readonly statuses: ReadonlyArray<SessionStatus>;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
  readonly transcripts: ReadonlyArray<Transcript>;
  /** How each stream that finished did so: with an error, or with none. */
  readonly finished: ReadonlyMap<StreamName, unknown>;
  /** What was emitted by a stream that had finished. */
  readonly afterwards: ReadonlyArray<string>;
}

/** One own message, and what its caller was told. */
export interface SendRecord {
  readonly process: number;
  readonly content: string;
  readonly outcome?:
    { readonly type: 'sent'; readonly id: string } | { readonly type: 'failed'; readonly error: unknown };
}

/** Everything that is known of one life, once it is over: what the checks judge. */
export interface ChaosRecord {
  readonly plan: ChaosPlan;
  /** What the service holds, in its order. */
  readonly truth: ReadonlyArray<TranscriptItem>;
  /** The whole text of each streamed message, completed or not. */
  readonly streamed: ReadonlyMap<string, string>;
  readonly processes: ReadonlyArray<ProcessRecord>;
  readonly sends: ReadonlyArray<SendRecord>;
  /** What the other effects failed with. */
  readonly errors: ReadonlyArray<unknown>;
  /** Whether the session was live and had told all, some time after the last fault and before the end. */
  readonly hasRecovered: boolean;
  /** Whether everything was over, of itself, some time after the end. */
  readonly isQuiet: boolean;
  readonly trace: ReadonlyArray<string>;
}

/** The last process, which saw the end. */
export const lastProcess = ({ processes }: Pick<ChaosRecord, 'processes'>): ProcessRecord | undefined =>
  processes.at(-1);
