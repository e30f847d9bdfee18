import { fromEvent, map, Observable } from 'rxjs';
import { InvalidArgumentError, SocketError } from '../chat/errors.js';
import type { Ports, Socket } from '../engine/ports.js';
import { isOffline } from './browser-failure.js';
import { assertSecure } from './secure-url.js';

/**
 * Opens a socket by the platform's own `WebSocket`, see {@link Ports}. Errors with an `InvalidArgumentError` when the
 * url would be reached in clear, and where there is no `WebSocket`. Browsers tell nothing of a refused handshake but
 * whether they are offline, and set their own limit on frames.
 */
export const openBrowserSocket: Ports['openSocket'] = (url) =>
  new Observable((subscriber) => {
    assertSecure(url);
    const { WebSocket: platforms }: { readonly WebSocket?: unknown } = globalThis;
    if (typeof platforms !== 'function') {
      throw new InvalidArgumentError('ports.openSocket', 'is needed here: this platform has no WebSocket');
    }
    const socket = connect(url);
    if (socket === undefined) {
      subscriber.error(new SocketError());
      return;
    }
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => subscriber.next(toSocket(socket));
    socket.onclose = ({ code }) =>
      subscriber.error(new SocketError(code, undefined, isOffline() ? 'offline' : undefined));
    return () => {
      socket.onopen = null;
      socket.onclose = null;
      socket.close(1000);
    };
  });

const connect = (url: string): WebSocket | undefined => {
  try {
    return new WebSocket(url);
  } catch {
    // What it throws repeats the url.
    return undefined;
  }
};

const toSocket = (socket: WebSocket): Socket => ({
  frame$: fromEvent<MessageEvent<unknown>>(socket, 'message').pipe(map(({ data }) => data)),
  send: (text) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
  },
});
