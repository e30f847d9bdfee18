import type { Ports } from '../ports.js';

/**
 * Whether a refusal by the storage host is due to a URL that has expired. By our own clock: where it is ahead, a
 * refusal for another reason costs one more try; where it is behind, an expired URL is a refusal like any other.
 */
export const isExpired = (
  { clock }: Pick<Ports, 'clock'>,
  { status }: { readonly status: number },
  { urlExpiresAt }: { readonly urlExpiresAt?: number },
): boolean => status === 403 && urlExpiresAt !== undefined && clock.now() >= urlExpiresAt;
