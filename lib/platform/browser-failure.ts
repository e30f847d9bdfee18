import { isChatError, type NetworkError, type NetworkFailure } from '../chat/errors.js';
import type { WindowLike } from './browser-online.js';
import { toNetworkError } from './exchange.js';

/**
 * What `fetch` or XMLHttpRequest failed with, as ours. In browsers they say the same of a host that forbids the origin
 * and of no network at all; only `navigator.onLine` tells the last. Where there is no such thing there is no CORS.
 */
export const browserFailure = (error: unknown): Error =>
  isChatError(error) ? error : toNetworkError(error, wasAborted(error) ? 'aborted' : byPlatform());

/** What reading an answer that had begun to arrive failed with. */
export const cutOff = (error: unknown): NetworkError => toNetworkError(error, isOffline() ? 'offline' : 'aborted');

/** Whether the platform says so itself. */
export const isOffline = (): boolean => onLine(globalThis) === false;

const byPlatform = (): NetworkFailure | undefined => {
  const isOnline = onLine(globalThis);
  return isOnline === undefined ? undefined : isOnline ? 'cors-or-offline' : 'offline';
};

const onLine = ({ navigator }: WindowLike): boolean | undefined => navigator?.onLine;

/** A `DOMException` of `fetch`, an `AjaxError` of rxjs. */
const wasAborted = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null || !('name' in error)) return false;
  return (
    error.name === 'AbortError' || (error.name === 'AjaxError' && 'message' in error && error.message === 'aborted')
  );
};
