import type { EmulatorOptions, FaultName, FaultRule } from '../../../../lib/emulator/index.js';
import type { Policies } from '../../../../lib/index.js';

/** Faults by chance, each with one rule. */
export type ChaosFaults = Readonly<Partial<Record<FaultName, FaultRule>>>;

/** What others do in the chat. */
export type CrowdAct =
  | { readonly type: 'message'; readonly by: 'agent' | 'bot'; readonly count: number }
  /** Persisted, and never pushed. */
  | { readonly type: 'lost' }
  | { readonly type: 'stream'; readonly chunks: number; readonly completes: boolean }
  /** The agent has got, or read, what the session wrote last. */
  | { readonly type: 'receipt'; readonly isRead: boolean }
  | { readonly type: 'file' }
  | { readonly type: 'typing' }
  | { readonly type: 'invitation' }
  | { readonly type: 'transfer' };

/** What the user of the session does. */
export type UserAct =
  | { readonly type: 'send'; readonly count: number }
  | { readonly type: 'upload' }
  | { readonly type: 'mark'; readonly isRead: boolean }
  | { readonly type: 'offline' }
  | { readonly type: 'online' }
  /** The process ends, and another one goes on from its last checkpoint. */
  | { readonly type: 'restart' };

/** What befalls the session besides the faults by chance. */
export type Blow =
  { readonly type: 'drop'; readonly code: number } | { readonly type: 'deafen' } | { readonly type: 'expire' };

/** One thing that happens, so long after the one before. */
export type ChaosStep = { readonly afterMs: number } & (CrowdAct | UserAct | Blow);

/** How a life ends, once all that there is has been told. */
export type ChaosEnding = 'disconnected' | 'ended' | 'endedAway';

/** One life, drawn from its seed: data that can be printed and lived again. */
export interface ChaosPlan {
  readonly seed: number;
  /** They strike the session alone, and until the steps are over. */
  readonly faults: ChaosFaults;
  readonly emulator: EmulatorOptions;
  readonly policies: Partial<Policies>;
  readonly steps: ReadonlyArray<ChaosStep>;
  readonly ending: ChaosEnding;
}
