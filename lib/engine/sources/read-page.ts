import { EMPTY, type Observable } from 'rxjs';
import { InternalError, ValidationError } from '../../chat/errors.js';
import { authorized } from '../authorized.js';
import { getTranscript, type GetTranscriptInput, type TranscriptPage } from '../participant/get-transcript.js';
import { persist } from '../persist.js';
import type { World } from '../world.js';

/** Reads one page of the transcript. */
export type ReadPage = (input: GetTranscriptInput) => Observable<TranscriptPage>;

/**
 * Reads until it is answered. Errors only with a `ValidationError`, when the service refuses the place or the page
 * that was asked for; there is another way then. For the newest page there is none, and it is asked for again. An
 * `InternalError` would only be repeated: the reading fails.
 */
export const untilAnswered =
  (world: World): ReadPage =>
  (input) =>
    persist(
      world,
      'GetTranscript',
      authorized(world, (connectionToken) => getTranscript(world.call, connectionToken, input, 'backfill', 1)),
      ({ error }) => {
        const isParticular = input.startPosition !== undefined || input.nextToken !== undefined;
        if (error instanceof InternalError || (isParticular && error instanceof ValidationError)) throw error;
        return EMPTY;
      },
    );
