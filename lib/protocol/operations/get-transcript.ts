import { either as E } from 'fp-ts';
import { decodeTranscriptPage, type TranscriptPage } from '../decode-transcript-page.js';
import { SOME_OBJECT } from '../some-object.js';
import type { Operation } from '../operation.js';
import { readAnswer } from '../read-answer.js';

/** Where in the transcript to begin. */
export type StartPosition =
  | { readonly id: string }
  /** ISO-8601. */
  | { readonly absoluteTime: string }
  /** The n-th newest item. */
  | { readonly mostRecent: number };

/** Input of `GetTranscript`. With a `nextToken` everything else must be as it was. */
export interface GetTranscriptInput {
  readonly contactId?: string;
  /** 0 to 100. @defaultValue the service's, `10` */
  readonly maxResults?: number;
  readonly nextToken?: string;
  /** @defaultValue the service's: `FORWARD` with a start position, `BACKWARD` without */
  readonly scanDirection?: 'FORWARD' | 'BACKWARD';
  /** @defaultValue the service's, `DESCENDING` */
  readonly sortOrder?: 'ASCENDING' | 'DESCENDING';
  readonly startPosition?: StartPosition;
}

const encodeStart = (position: StartPosition | undefined): object | undefined => {
  if (position === undefined) return undefined;
  if ('id' in position) return { Id: position.id };
  return 'absoluteTime' in position ? { AbsoluteTime: position.absoluteTime } : { MostRecent: position.mostRecent };
};

const readPage = readAnswer('GetTranscript', SOME_OBJECT, (page): unknown => page);

/**
 * Reads one page of the transcript.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html
 */
export const GET_TRANSCRIPT: Operation<GetTranscriptInput, TranscriptPage> = {
  name: 'GetTranscript',
  method: 'POST',
  path: () => '/participant/transcript',
  encode: ({ contactId, maxResults, nextToken, scanDirection, sortOrder, startPosition }) =>
    JSON.stringify({
      ContactId: contactId,
      MaxResults: maxResults,
      // The service refuses an empty one, which is how it itself may write "none".
      NextToken: nextToken === '' ? undefined : nextToken,
      ScanDirection: scanDirection,
      SortOrder: sortOrder,
      StartPosition: encodeStart(startPosition),
    }),
  decode: (body) => E.chain(decodeTranscriptPage)(readPage(body)),
};
