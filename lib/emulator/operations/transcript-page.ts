import type { TranscriptItem } from '../chat/item.js';
import { toTranscriptItem } from '../chat/transcript-item.js';
import type { TranscriptRequest } from './transcript-request.js';
import type { TranscriptSource } from './transcript-source.js';

/** A stretch of a transcript in reading order, and the position where reading goes on, if there is more. */
export interface TranscriptPage {
  readonly items: ReadonlyArray<TranscriptItem>;
  readonly end: number;
  readonly hasMore: boolean;
}

const readBackward = (source: TranscriptSource, from: number, max: number, floor: number): TranscriptPage => {
  const { entries, firstCurrent } = source;
  // The current session is read to its end before the past begins, hence a page holds items of one side only.
  const end = from > firstCurrent ? Math.max(floor, firstCurrent) : floor;
  const items: TranscriptItem[] = [];
  let position = from;
  while (position > end && items.length < max) {
    position -= 1;
    const entry = entries[position];
    if (entry?.isShown === true) items.push(toTranscriptItem(entry.item));
  }
  const hasMore = entries.slice(floor, position).some((entry) => entry.isShown);
  return { items, end: position, hasMore };
};

const readForward = ({ entries }: TranscriptSource, from: number, max: number): TranscriptPage => {
  const items: TranscriptItem[] = [];
  let position = from;
  while (position < entries.length && items.length < max) {
    const entry = entries[position];
    if (entry?.isShown === true) items.push(toTranscriptItem(entry.item));
    position += 1;
  }
  const hasMore = entries.slice(position).some((entry) => entry.isShown);
  return { items, end: position, hasMore };
};

/** Reads one page from a position on. Start positions and contacts keep a request out of past sessions. */
export const readPage = (source: TranscriptSource, request: TranscriptRequest, from: number): TranscriptPage => {
  if (request.scanDirection === 'FORWARD') return readForward(source, from, request.maxResults);
  const staysInside = request.start.type !== 'newest' || request.contactId !== undefined;
  return readBackward(source, from, request.maxResults, staysInside ? source.firstCurrent : 0);
};
