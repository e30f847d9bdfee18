import { catchError, defer, EMPTY, expand, map, of, take, throwError, type Observable } from 'rxjs';
import { ValidationError } from '../../chat/errors.js';
import type { Item } from '../../chat/item.js';
import type { GetTranscriptInput, TranscriptPage } from '../participant/get-transcript.js';
import type { ReadPage } from './read-page.js';

/** A page, or with `truncated` the last one that could be had of a transcript that goes on. */
export interface Page extends TranscriptPage {
  readonly truncated?: true;
}

const TRUNCATED: Page = { items: [], unreadable: [], truncated: true };

type Step = Page & { readonly next?: GetTranscriptInput };

/**
 * Reads page after page, each in ascending order, until there is no `NextToken`. A page may be empty and still have one.
 *
 * A token that the service refuses, or gives twice, is dropped, and reading starts again from the last item read.
 * When that brings nothing new, or after `maxPages`, the last page is `truncated`.
 *
 * Cold. Errors with what `read` errors with on the first page.
 */
export const pages = (read: ReadPage, input: GetTranscriptInput, maxPages: number): Observable<Page> =>
  defer(() => {
    const isForward = input.scanDirection === 'FORWARD';
    const tokens = new Set<string>();
    let edge: Item | undefined;
    let restartedFrom: string | undefined;
    let count = 0;

    const step = (asked: GetTranscriptInput): Observable<Step> =>
      read(asked).pipe(
        map((page) => follow(page)),
        catchError((error: unknown) => {
          if (asked === input || !(error instanceof ValidationError)) return throwError(() => error);
          return asked.nextToken === undefined ? of(TRUNCATED) : restart();
        }),
      );

    const follow = (page: TranscriptPage): Step => {
      count += 1;
      // The service's own order, not ours: within a millisecond they differ.
      edge = (isForward ? page.items[page.items.length - 1] : page.items[0]) ?? edge;
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
      return again === undefined ? of(TRUNCATED) : step(again);
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
