import { invalid } from '../http/service-error.js';
import type { TranscriptEntry, TranscriptSource } from './transcript-source.js';
import type { StartPosition, TranscriptRequest } from './transcript-request.js';

/** How to understand a start position. */
export interface StartRule {
  readonly inclusive: boolean;
  readonly unknown: 'empty' | 'reject';
}

const indexOf = (
  { entries, firstCurrent }: TranscriptSource,
  start: Exclude<StartPosition, { type: 'time' }>,
): number => {
  switch (start.type) {
    case 'newest':
      return Math.max(firstCurrent, entries.length - 1);
    case 'recent':
      return Math.max(firstCurrent, entries.length - Math.max(1, start.rank));
    case 'id':
      return entries.findIndex(({ item }, index) => index >= firstCurrent && item.Id === start.id);
  }
};

const positionByTime = ({ entries, firstCurrent }: TranscriptSource, at: number, includesAt: boolean): number => {
  const timeOf = ({ item }: TranscriptEntry): number => Date.parse(item.AbsoluteTime);
  const isEarlier = (entry: TranscriptEntry): boolean => (includesAt ? timeOf(entry) <= at : timeOf(entry) < at);
  return firstCurrent + entries.slice(firstCurrent).filter(isEarlier).length;
};

/**
 * Gives the position at which a request without token starts. Positions lie between items, the one before the first being 0:
 * backward reading takes the item below its position, forward reading the one above.
 */
export const startPositionOf = (source: TranscriptSource, request: TranscriptRequest, rule: StartRule): number => {
  const { start, scanDirection } = request;
  const isBackward = scanDirection === 'BACKWARD';
  const isBehindStart = isBackward === rule.inclusive;
  if (start.type === 'newest' && isBackward) return source.entries.length;
  if (start.type === 'time') return positionByTime(source, start.at, isBehindStart);
  const index = indexOf(source, start);
  if (index >= 0) return isBehindStart ? index + 1 : index;
  if (rule.unknown === 'reject') throw invalid('StartPosition.Id is unknown.');
  return isBackward ? source.firstCurrent : source.entries.length;
};
