import { factsOf, type LifeRecord } from '../life-record.js';
import { FOREIGN } from '../service/foreign.js';
import type { Check } from './check.js';

/** Most items are in many transcripts. */
const judged = new WeakMap<object, boolean>();

const isForeign = (named: object): boolean => {
  const isKnown = judged.get(named);
  if (isKnown !== undefined) return isKnown;
  const isOne = Object.values(named).some((field) => typeof field === 'string' && field.startsWith(FOREIGN));
  judged.set(named, isOne);
  return isOne;
};

/**
 * When the chat ends while the message of a receipt is still looked for. Receipts name no contact, and what nobody's
 * frames have cast doubt on counts as its own.
 */
const isTooLateToAsk = (record: LifeRecord, type: string, at: number): boolean =>
  type === 'receipt' &&
  factsOf(record, 'diagnostic').some(
    ({ diagnostic, at: readAt }) =>
      readAt === at && diagnostic.type === 'repairing' && diagnostic.reason === 'lastRead',
  );

/** What a socket brings of another contact is neither told nor shown. */
export const ownOnly: Check = (record) => [
  ...factsOf(record, 'event').flatMap(({ event, at }) =>
    isForeign(event) && !isTooLateToAsk(record, event.type, at) ? [`${event.type} of another contact at ${at}`] : [],
  ),
  ...factsOf(record, 'transcript')
    .flatMap(({ transcript, at }) =>
      transcript.items.some(isForeign) ? [`the transcript shows another contact at ${at}`] : [],
    )
    .slice(0, 1),
  ...factsOf(record, 'typing').flatMap(({ ids, at }) =>
    ids.some((id) => id.startsWith(FOREIGN)) ? [`somebody of another contact types at ${at}`] : [],
  ),
];
