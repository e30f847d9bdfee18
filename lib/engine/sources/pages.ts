import { catchError, defer, EMPTY, expand, map, of, take, throwError, type Observable } from 'rxjs';
import { ValidationError } from '../../chat/errors.js';
import type { Item } from '../../chat/item.js';
import { comparePositions } from '../../chat/position.js';
import type { GetTranscriptInput, TranscriptPage } from '../participant/get-transcript.js';
import type { ReadPage } from './read-page.js';

/** A page, or with `truncated` the last one that could be had of a transcript that goes on. */
export interface Page extends TranscriptPage {
  readonly truncated?: true;
}

type Step = Page & { readonly next?: GetTranscriptInput };

/**
 * Reads page after page until there is no `NextToken`. A page may be empty and still have one.
 *
 * A token that the service refuses, or gives twice, is dropped, and reading starts again from the last item read.
 * When that brings nothing new, or after `maxPages`, the last page is `truncated`.
 *
 * Cold. Errors with what `read` errors with on the first page.
 */
export const pages = (read: ReadPage, input: GetTranscriptInput, maxPages: number): Observable<Page> =>
  defer(() => {
    const tokens = new Set<string>();
    let edge: Item | undefined;
    let restartedFrom: string | undefined;
    let count = 0;

    const step = (asked: GetTranscriptInput): Observable<Step> =>
      read(asked).pipe(
        map((page) => follow(page)),
        catchError((error: unknown) =>
          asked.nextToken !== undefined && error instanceof ValidationError ? restart() : throwError(() => error),
        ),
      );

    const follow = (page: TranscriptPage): Step => {
      count += 1;
      edge = furthest(edge, page.items, input.scanDirection === 'FORWARD' ? 1 : -1);
      const { nextToken } = page;
      if (nextToken === undefined) return page;
      if (count >= maxPages) return { ...page, truncated: true };
      if (!tokens.has(nextToken)) {
        tokens.add(nextToken);
        return { ...page, next: { ...input, nextToken } };
      }
      const again = fromEdge();
      return again === undefined ? { ...page, truncated: true } : { ...page, next: again };
    };

    const restart = (): Observable<Step> => {
      const again = fromEdge();
      return again === undefined ? of({ items: [], unreadable: [], truncated: true }) : step(again);
    };

    /** Undefined where starting again from the last item has been tried already. */
    const fromEdge = (): GetTranscriptInput | undefined => {
      if (edge === undefined || edge.id === restartedFrom) return undefined;
      restartedFrom = edge.id;
      return { ...input, startPosition: { id: edge.id } };
    };

    return step(input).pipe(
      expand(({ next }) => (next === undefined ? EMPTY : step(next)), 1),
      take(maxPages),
    );
  });

const furthest = (edge: Item | undefined, items: ReadonlyArray<Item>, direction: 1 | -1): Item | undefined => {
  let found = edge;
  for (const item of items) if (found === undefined || comparePositions(item, found) * direction > 0) found = item;
  return found;
};
