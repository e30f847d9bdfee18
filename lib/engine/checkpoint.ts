import type { Link } from '../chat/contacts.js';
import type { Memory } from '../chat/ledger.js';
import type { Mark } from '../chat/mark.js';
import type { UndeliveredMessage, UnsentMessage } from '../chat/outgoing-message.js';
import type { Standing } from './world.js';

/**
 * How far a session has come: what `resumeFrom` takes. Plain data, ready for JSON. Contains tokens, a signed URL,
 * the names of the participants and the texts of own messages under way, so keep it as safe as those.
 */
export interface Checkpoint extends Memory {
  readonly version: 1;
  readonly contactId: string;
  readonly standing: Standing;
  /** The items that have been told and may come again. */
  readonly told: ReadonlyArray<Mark>;
  /** The contacts that have been this chat's and when each began, where there is more than one. */
  readonly contacts?: ReadonlyArray<Link>;
  /** Own messages on their way, in order. They leave again under the same ClientTokens. */
  readonly unsent: ReadonlyArray<UnsentMessage>;
  /**
   * Own messages that were rejected, or of which nobody knows whether they arrived: they are shown again, and stay. And
   * those that the service has and the chat did not show: they are shown again until it does.
   */
  readonly undelivered?: ReadonlyArray<UndeliveredMessage>;
}
