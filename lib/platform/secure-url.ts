import { InvalidArgumentError } from '../chat/errors.js';
import { isLoopback } from '../protocol/loopback.js';

const SECURE: ReadonlySet<string> = new Set(['https:', 'wss:']);
const CLEAR: ReadonlySet<string> = new Set(['http:', 'ws:']);

/** Whether what is sent there cannot be read on the way: it is encrypted, or does not leave this machine. */
export const isSecureOrLoopback = (url: string): boolean => {
  try {
    const { protocol, hostname } = new URL(url);
    return SECURE.has(protocol) || (CLEAR.has(protocol) && isLoopback(hostname));
  } catch {
    return false;
  }
};

/** Throws an {@link InvalidArgumentError}, which does not repeat the url, where {@link isSecureOrLoopback} says no. */
export const assertSecure = (url: string): void => {
  if (!isSecureOrLoopback(url)) throw new InvalidArgumentError('url', 'must be encrypted, except on loopback');
};
