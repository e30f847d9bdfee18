import { NonLoopbackError } from './emulator-error.js';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/;

/** Refuses with {@link NonLoopbackError} any host but a loopback one, unless that is allowed explicitly. */
export const assertLoopback = (host: string, allowNonLoopback: boolean): void => {
  if (!allowNonLoopback && !LOOPBACK.test(host)) throw new NonLoopbackError(host);
};

/** Writes host and port as the authority of a URL. */
export const authority = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
