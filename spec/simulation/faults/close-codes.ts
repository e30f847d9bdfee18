/** With which codes sockets are closed: in order, by idling or going away, abruptly, by a failure, by somebody's own. */
export const CLOSE_CODES: readonly [number, ...ReadonlyArray<number>] = [1000, 1001, 1006, 1011, 4000, 4999];
