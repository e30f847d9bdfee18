import type { Item } from '../../chat/item.js';
import type { Diagnostic } from '../diagnostic.js';
import type { Pulse } from './heartbeat.js';

/** What one socket tells while it stands. */
export type FeedEvent =
  /** `aws/subscribe` was accepted: from here on the service pushes. Once per feed; items may come before it. */
  | { readonly type: 'subscribed' }
  /** Something happened in the chat. */
  | { readonly type: 'item'; readonly item: Item }
  /** A frame was passed over; the feed goes on. */
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  /** What its heartbeat says of it; the feed goes on. After a doubt another socket beside it would be wise. */
  | Pulse;
