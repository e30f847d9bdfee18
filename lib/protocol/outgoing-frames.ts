/** Asks the service to push the items of the chat on this socket. */
export const SUBSCRIBE_FRAME = '{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}';

/** Asks whether the service behind the gateway is well. */
export const PING_FRAME = '{"topic":"aws/ping"}';

/** Asks the gateway for a sign of life. */
export const HEARTBEAT_FRAME = '{"topic":"aws/heartbeat"}';
