import type { Decoded } from './decoded.js';
import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { UnreadableError } from '../chat/errors.js';
import { decodeItem } from './decode-item.js';
import type { Frame } from './frame.js';
import { parseJson } from './parse-json.js';
import { unreadable } from './unreadable.js';

const ENVELOPE = t.type({ topic: t.string }, 'frame');
const GATEWAY_ERROR = t.type({ message: t.string }, 'gateway error');
const SUBSCRIPTION = t.type({ status: t.string }, 'subscription');

// Taken out once: through a bundler's namespace each access costs as much as the rest of a short function.

const IGNORED: Decoded<Frame> = E.right({ type: 'ignored' });
const SUBSCRIBED: Decoded<Frame> = E.right({ type: 'subscribed' });
const SUBSCRIPTION_REFUSED: Decoded<Frame> = E.right({ type: 'subscriptionRefused' });
const HEARTBEAT: Decoded<Frame> = E.right({ type: 'heartbeat' });
const GATEWAY_FAILED: Decoded<Frame> = E.right({ type: 'gatewayError' });

/** The service writes JSON text into `content` of items and an object into that of replies; either is read in both. */
const contentOf = (envelope: object): unknown => {
  const content: unknown = 'content' in envelope ? envelope.content : undefined;
  return typeof content === 'string' ? parseJson(content) : content;
};

const decodeSubscription = (envelope: object): Decoded<Frame> => {
  const content = contentOf(envelope);
  if (!SUBSCRIPTION.is(content)) return E.left(unreadable('frame', SUBSCRIPTION, content));
  return content.status === 'success' ? SUBSCRIBED : SUBSCRIPTION_REFUSED;
};

const decodeChat = (envelope: object): Decoded<Frame> => {
  const item = decodeItem(contentOf(envelope));
  return E.isLeft(item) ? item : E.right({ type: 'item', item: item.right });
};

/**
 * Reads one frame of the socket. Topics that are none of ours are `ignored`; a frame that is no JSON object, or whose
 * item has no identity, is an {@link UnreadableError}. Never throws, whatever the other side sends.
 *
 * An item's frame costs two `JSON.parse`, which is what the service's double wrapping asks for, and little else.
 */
export const decodeFrame = (text: unknown): Decoded<Frame> => {
  if (typeof text !== 'string') return E.left(new UnreadableError('frame', ['expected text']));
  if (text.trim() === '') return IGNORED;
  const envelope = parseJson(text);
  if (!ENVELOPE.is(envelope)) {
    return GATEWAY_ERROR.is(envelope) ? GATEWAY_FAILED : E.left(unreadable('frame', ENVELOPE, envelope));
  }
  switch (envelope.topic) {
    case 'aws/chat':
      return decodeChat(envelope);
    case 'aws/heartbeat':
      return HEARTBEAT;
    case 'aws/ping':
      return E.right({ type: 'ping', healthy: 'statusCode' in envelope && envelope.statusCode === 200 });
    case 'aws/subscribe':
      return decodeSubscription(envelope);
    default:
      return IGNORED;
  }
};
