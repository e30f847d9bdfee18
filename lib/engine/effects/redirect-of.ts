import { isLoopback } from '../../protocol/loopback.js';
import type { HttpResponse } from '../ports.js';

/** The two that keep the method and the body. Source: RFC 9110, 15.4.8 and 15.4.9. */
const KEEPING: ReadonlySet<number> = new Set([307, 308]);

/**
 * Where a storage host wants a request to be sent instead, as S3 does for a bucket that is new: to the host of its
 * region. Nowhere, if that could be read on the way: in clear only from this machine to this machine.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html
 */
export const redirectOf = (url: string, { status, headers }: HttpResponse): string | undefined => {
  const { location } = headers;
  if (!KEEPING.has(status) || location === undefined || location === '') return undefined;
  try {
    const from = new URL(url);
    const to = new URL(location, from);
    const isHidden =
      to.protocol === 'https:' || (to.protocol === 'http:' && isLoopback(to.hostname) && isLoopback(from.hostname));
    return isHidden && to.username === '' && to.password === '' ? to.href : undefined;
  } catch {
    return undefined;
  }
};
