import { Observable } from 'rxjs';
import { ValidationError } from '../../lib/chat/errors.js';
import type { Item } from '../../lib/chat/item.js';
import type { GetTranscriptInput, TranscriptPage } from '../../lib/engine/participant/get-transcript.js';
import type { ReadPage } from '../../lib/engine/sources/read-page.js';

/** How a transcript answers where the service's documentation leaves it open. */
export interface TranscriptHabits {
  /** Whether a page begins with the item that it is asked to start from. @defaultValue `true` */
  readonly isInclusive?: boolean;
  /** Whether an unknown place is refused, or answered with an empty page. @defaultValue `true` */
  readonly isStrict?: boolean;
  /** Pages hold no more than this, whatever was asked for. @defaultValue as asked for */
  readonly longestPage?: number;
}

export interface FakeTranscript {
  readonly read: ReadPage;
  /** Test control: what was asked for, in order. */
  readonly asked: ReadonlyArray<GetTranscriptInput>;
}

const EMPTY_PAGE: TranscriptPage = { items: [], unreadable: [] };

/** A transcript that answers at once. A token says how many items were given before it. */
export const fakeTranscript = (
  items: ReadonlyArray<Item>,
  { isInclusive = true, isStrict = true, longestPage = 100 }: TranscriptHabits = {},
): FakeTranscript => {
  const asked: GetTranscriptInput[] = [];

  const answer = (input: GetTranscriptInput): TranscriptPage | undefined => {
    const { startPosition, scanDirection, nextToken, maxResults = 10 } = input;
    const ordered = scanDirection === 'FORWARD' ? items : items.toReversed();
    const start =
      startPosition === undefined || !('id' in startPosition)
        ? 0
        : ordered.findIndex(({ id }) => id === startPosition.id);
    if (start < 0) return isStrict ? undefined : EMPTY_PAGE;
    const from = start + (startPosition === undefined || isInclusive ? 0 : 1) + Number(nextToken ?? 0);
    const page = ordered.slice(from, from + Math.min(maxResults, longestPage));
    const given = Number(nextToken ?? 0) + page.length;
    return {
      items: scanDirection === 'FORWARD' ? page : page.toReversed(),
      unreadable: [],
      ...(from + page.length < ordered.length && { nextToken: `${given}` }),
    };
  };

  return {
    asked,
    read: (input) =>
      new Observable((subscriber) => {
        if (subscriber.closed) return;
        asked.push(input);
        const page = answer(input);
        if (page === undefined) return subscriber.error(new ValidationError());
        subscriber.next(page);
        subscriber.complete();
      }),
  };
};
