import type { Decoded } from './decoded.js';
import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { UnreadableError } from '../chat/errors.js';
import type { Item } from '../chat/item.js';
import { PAGE_MEMBERS } from './answer-members.js';
import { boundedList } from './bounded-list.js';
import { decodeItem } from './decode-item.js';
import { nullable } from './nullable.js';
import { present } from './present.js';
import { textOf } from './text.js';
import { unreadable } from './unreadable.js';

/** The service gives 100 at most. A page that holds millions, none of which can be read, would cost minutes and gigabytes. */
const MAX_ITEMS = 1_000;

const PAGE = t.partial(
  {
    InitialContactId: t.unknown,
    Transcript: nullable(boundedList(t.unknown, MAX_ITEMS, `list of at most ${MAX_ITEMS} items`)),
    NextToken: nullable(t.string),
  },
  'transcript page',
);

/** An item that had to be left out. */
export interface UnreadableItem {
  /** What was wrong with it; nothing of what it said. */
  readonly problems: ReadonlyArray<string>;
  /** How many of the items that could be read stand before it in the page. */
  readonly index: number;
}

/** One page of the transcript, in the order that was asked for. */
export interface TranscriptPage {
  /** Stands here for all items: they do not carry it. */
  readonly initialContactId?: string;
  readonly items: ReadonlyArray<Item>;
  readonly unreadable: ReadonlyArray<UnreadableItem>;
  /** Absent on the last page. A page may be short, or empty, and yet have one. */
  readonly nextToken?: string;
}

/** Some leave out lists that are empty; what names nothing of a page is none, and must not pass for an empty transcript. */
const isPage = (body: object): boolean => PAGE_MEMBERS.some((name) => name in body);

/** Reads a page. An item that cannot be read is reported in `unreadable` and costs the page nothing else. */
export const decodeTranscriptPage = (body: unknown): Decoded<TranscriptPage> => {
  if (!PAGE.is(body)) return E.left(unreadable('GetTranscript answer', PAGE, body));
  if (!isPage(body)) return E.left(new UnreadableError('GetTranscript answer', ['Transcript: expected list']));
  const items: Item[] = [];
  const failures: UnreadableItem[] = [];
  for (const raw of body.Transcript ?? []) {
    const item = decodeItem(raw);
    if (E.isLeft(item)) failures.push({ problems: item.left.problems, index: items.length });
    else items.push(item.right);
  }
  return E.right(
    present({
      initialContactId: textOf(body.InitialContactId),
      items,
      unreadable: failures,
      nextToken: textOf(body.NextToken),
    }),
  );
};
