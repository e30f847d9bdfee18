import type { Decoded } from './decoded.js';
import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import type { UnreadableError } from '../chat/errors.js';
import type { Item } from '../chat/item.js';
import { decodeItem } from './decode-item.js';
import { nullable } from './nullable.js';
import { present } from './present.js';
import { textOf } from './text.js';
import { unreadable } from './unreadable.js';

const PAGE = t.partial(
  {
    InitialContactId: nullable(t.string),
    Transcript: nullable(t.array(t.unknown, 'array')),
    NextToken: nullable(t.string),
  },
  'transcript page',
);

/** One page of the transcript, in the order that was asked for. */
export interface TranscriptPage {
  /** Stands here for all items: they do not carry it. */
  readonly initialContactId?: string;
  readonly items: ReadonlyArray<Item>;
  /** What was wrong with the items that had to be left out. */
  readonly unreadable: ReadonlyArray<UnreadableError>;
  /** Absent on the last page. A page may be short, or empty, and yet have one. */
  readonly nextToken?: string;
}

/** Reads a page. An item that cannot be read is reported in `unreadable` and costs the page nothing else. */
export const decodeTranscriptPage = (body: unknown): Decoded<TranscriptPage> => {
  if (!PAGE.is(body)) return E.left(unreadable('GetTranscript answer', PAGE, body));
  const items: Item[] = [];
  const failures: UnreadableError[] = [];
  for (const raw of body.Transcript ?? []) {
    const item = decodeItem(raw);
    if (E.isLeft(item)) failures.push(item.left);
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
