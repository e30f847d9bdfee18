import type { Conditions } from '../network/conditions.js';
import type { Traits } from '../plan/traits.js';
import type { Random } from '../random.js';
import { secret } from '../secret.js';
import type { VirtualTime } from '../virtual-time.js';
import type { Chat, Draft } from './chat.js';

/** What the service says of a message whose delivery is up to a processor. */
export type ProcessingStatus = 'PROCESSING' | 'REJECTED' | 'FAILED';

type Fate =
  | 'approved'
  | 'changed'
  | 'redacted'
  | 'rejectedAtOnce'
  | 'rejectedLater'
  | 'failed'
  | 'failedAndDelivered'
  | 'suppressed';

const STATUSES: Readonly<Record<Fate, ProcessingStatus>> = {
  approved: 'PROCESSING',
  changed: 'PROCESSING',
  redacted: 'PROCESSING',
  rejectedAtOnce: 'REJECTED',
  rejectedLater: 'PROCESSING',
  failed: 'FAILED',
  failedAndDelivered: 'FAILED',
  suppressed: 'PROCESSING',
};

const DELIVERED: ReadonlySet<Fate> = new Set(['approved', 'changed', 'redacted', 'failedAndDelivered']);

const textOf = (fate: Fate, { id, content = '' }: Draft & { readonly id: string }): string => {
  if (fate === 'changed') return secret('changed', id);
  return fate === 'redacted' ? content.replace(/-\w+-/, '-****-') : content;
};

/** Lets a processor decide what becomes of a message, and gives what the sender is told of it at once. */
export const createProcessor = (
  { longestMs, keepsTime }: NonNullable<Traits['processing']>,
  {
    time,
    random,
    chat,
    conditions,
  }: {
    readonly time: VirtualTime;
    readonly random: Random;
    readonly chat: Chat;
    readonly conditions: Conditions;
  },
): ((draft: Draft & { readonly id: string; readonly at: number }) => ProcessingStatus) => {
  return (draft) => {
    const fate = random.pick<Fate>([
      'approved',
      'approved',
      'changed',
      'redacted',
      'rejectedAtOnce',
      'rejectedLater',
      'failed',
      'failedAndDelivered',
      'suppressed',
    ]);
    conditions.count(`processing ${fate}`);
    const contactId = chat.contactId();
    const deliver = (): void => {
      if (chat.endedAt() !== undefined) return;
      chat.post({ ...draft, contactId, content: textOf(fate, draft), at: keepsTime ? draft.at : chat.stamp() });
    };
    const reject = (): void => chat.tellProcessing(draft.id, 'REJECTED');
    const afterMs = random.scale(1, longestMs);
    if (DELIVERED.has(fate)) time.after(afterMs, deliver);
    if (fate === 'rejectedLater') time.after(afterMs, reject);
    return STATUSES[fate];
  };
};
