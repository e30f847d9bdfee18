import type { Item } from '../chat/item.js';

/** What one text frame of the service says. */
export type Frame =
  /** Something happened in the chat. */
  | { readonly type: 'item'; readonly item: Item }
  /** `aws/subscribe` was accepted. */
  | { readonly type: 'subscribed' }
  /** `aws/subscribe` was refused. */
  | { readonly type: 'subscriptionRefused' }
  /** The answer to `aws/heartbeat`. */
  | { readonly type: 'heartbeat' }
  /** The answer to `aws/ping`; `healthy` is false for any status but 200. */
  | { readonly type: 'ping'; readonly healthy: boolean }
  /** The gateway's own error, a frame without a topic, such as `Forbidden`. */
  | { readonly type: 'gatewayError' }
  /** An empty frame, or a topic that is none of ours. */
  | { readonly type: 'ignored' };
