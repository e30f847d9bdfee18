import type { Mark } from '../chat/ledger.js';
import type { Standing } from './world.js';

/**
 * How far a session has come: what `resumeFrom` takes. Plain data, ready for JSON. Contains tokens and a signed URL,
 * so keep it as safe as those.
 */
export interface Checkpoint {
  readonly version: 1;
  readonly contactId: string;
  readonly standing: Standing;
  /** The items that have been told and may come again. */
  readonly told: ReadonlyArray<Mark>;
}
