import type { TranscriptItem } from '../chat/item.js';
import type { FaultName, Strike } from '../faults/fault.js';
import { invalid } from '../http/service-error.js';
import type { Service } from '../service.js';
import type { Call } from './call.js';
import type { TranscriptPage } from './transcript-page.js';
import type { TranscriptRequest } from './transcript-request.js';

const PAGE_FAULTS = ['transcript.shortPage', 'transcript.emptyPage', 'transcript.unreadableItem'] as const;
const TOKEN_FAULTS = ['transcript.tokenRefused', 'transcript.tokenRepeated'] as const;
const START_FAULTS = ['transcript.startRefused', 'transcript.startForgotten'] as const;

const possibleFor = ({ nextToken, start }: TranscriptRequest): ReadonlyArray<FaultName> => {
  const pageFaults: ReadonlyArray<FaultName> = [...PAGE_FAULTS, 'transcript.tokenEndless'];
  if (nextToken !== undefined) return [...TOKEN_FAULTS, ...pageFaults];
  return start.type === 'newest' ? pageFaults : [...START_FAULTS, ...pageFaults];
};

/** Decides what goes wrong with one reading of the transcript; what is refused throws. */
export const strikeReading = (service: Service, { member }: Call, request: TranscriptRequest): Strike | undefined => {
  const { participantId } = member.participant;
  const strike = service.faults.draw(possibleFor(request), { operation: 'GetTranscript', participantId });
  if (strike?.fault === 'transcript.startRefused') throw invalid('StartPosition is not valid.');
  if (strike?.fault === 'transcript.tokenRefused') throw invalid('NextToken is not valid.');
  return strike;
};

/** Gives how many items a page has at most. */
export const pageSizeUnder = (strike: Strike | undefined, { maxResults }: TranscriptRequest): number => {
  if (strike?.fault === 'transcript.emptyPage') return 0;
  return strike?.fault === 'transcript.shortPage' ? Math.ceil(maxResults / 3) : maxResults;
};

/** Gives the items as they are written: the last may lack what names it. */
export const itemsUnder = (
  strike: Strike | undefined,
  items: ReadonlyArray<TranscriptItem>,
): ReadonlyArray<Partial<TranscriptItem>> => {
  if (strike?.fault !== 'transcript.unreadableItem') return items;
  return items.map((item, index) => {
    const { Id, ...nameless } = item;
    return index < items.length - 1 ? { Id, ...nameless } : nameless;
  });
};

/** Gives the token that a page carries, if any. */
export const tokenUnder = (
  strike: Strike | undefined,
  { nextToken }: TranscriptRequest,
  { hasMore }: TranscriptPage,
  write: () => string,
): string | undefined => {
  if (strike?.fault === 'transcript.tokenEndless') return write();
  if (!hasMore) return undefined;
  return strike?.fault === 'transcript.tokenRepeated' ? nextToken : write();
};
