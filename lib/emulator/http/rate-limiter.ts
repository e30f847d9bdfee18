import type { Clock } from '../clock.js';
import type { RateLimit } from '../emulator-options.js';
import type { OperationName } from '../operation-name.js';
import type { Settings } from '../settings.js';

/** The service's default quotas, which all participants of an instance share. */
const PUBLISHED: Readonly<Partial<Record<OperationName, RateLimit>>> = {
  CreateParticipantConnection: { perSecond: 6, burst: 9 },
  DisconnectParticipant: { perSecond: 3, burst: 5 },
  GetTranscript: { perSecond: 8, burst: 12 },
  SendEvent: { perSecond: 10, burst: 15 },
  SendMessage: { perSecond: 10, burst: 15 },
  StartAttachmentUpload: { perSecond: 2, burst: 5 },
  CompleteAttachmentUpload: { perSecond: 2, burst: 5 },
  GetAttachment: { perSecond: 8, burst: 12 },
};

const limitsFor = (
  setting: Settings['rateLimits'],
): Readonly<Partial<Record<OperationName, RateLimit | undefined>>> => {
  if (typeof setting === 'object') return setting;
  return setting ? PUBLISHED : {};
};

/** Makes the token buckets of an instance: the function tells whether one more call of the operation is permitted. */
export const createRateLimiter = (
  setting: Settings['rateLimits'],
  clock: Clock,
): ((operation: OperationName) => boolean) => {
  const limits = limitsFor(setting);
  const buckets = new Map<OperationName, { readonly tokens: number; readonly at: number }>();
  return (operation) => {
    const limit = limits[operation];
    if (limit === undefined) return true;
    const now = clock.now();
    const bucket = buckets.get(operation) ?? { tokens: limit.burst, at: now };
    const tokens = Math.min(limit.burst, bucket.tokens + ((now - bucket.at) / 1_000) * limit.perSecond);
    const permitted = tokens >= 1;
    buckets.set(operation, { tokens: permitted ? tokens - 1 : tokens, at: now });
    return permitted;
  };
};
