import { InvalidArgumentError } from '../chat/errors.js';
import { isLoopback } from './loopback.js';

const parse = (endpoint: string): URL | undefined => {
  try {
    return new URL(endpoint);
  } catch {
    return undefined;
  }
};

/**
 * Checks a base URL that the user gives and takes it as it is, but for slashes at its end. The bearer goes wherever this
 * points: never in clear beyond this machine. Throws an {@link InvalidArgumentError}.
 */
export const customEndpoint = (endpoint: unknown): string => {
  const url = typeof endpoint === 'string' ? parse(endpoint) : undefined;
  if (typeof endpoint !== 'string' || url === undefined || !/^https?:\/\/[^/\\\s][^\\\s?#]*$/i.test(endpoint)) {
    throw new InvalidArgumentError('endpoint', 'must be an absolute URL without a query');
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidArgumentError('endpoint', 'must not carry credentials');
  }
  if (url.protocol !== 'https:' && !isLoopback(url.hostname)) {
    throw new InvalidArgumentError('endpoint', 'must use https, except on loopback');
  }
  return endpoint.replace(/\/+$/, '');
};
