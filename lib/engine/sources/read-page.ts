import { EMPTY, tap, type Observable } from 'rxjs';
import { AccessDeniedError, InternalError, ValidationError } from '../../chat/errors.js';
import { authorized } from '../authorized.js';
import { getTranscript, type GetTranscriptInput, type TranscriptPage } from '../participant/get-transcript.js';
import type { Priority } from '../participant/priority.js';
import { persist } from '../persist.js';
import type { World } from '../world.js';
import { request, type Progress } from './reading.js';

/** Reads one page of the transcript. */
export type ReadPage = (input: GetTranscriptInput) => Observable<TranscriptPage>;

/**
 * Reads until it is answered. Errors only with a `ValidationError`, when the service refuses the place or the page
 * that was asked for; there is another way then. For the newest page there is none, and it is asked for again. An
 * `InternalError` would only be repeated: the reading fails.
 */
export const untilAnswered =
  (world: World, priority: Priority = 'backfill', progress?: Progress): ReadPage =>
  (input) =>
    request(progress, (granted) =>
      persist(
        world,
        'GetTranscript',
        authorized(world, (connectionToken) =>
          getTranscript(world.call, connectionToken, input, priority, 1, granted).pipe(
            tap({
              next: teach(world),
              error: (error: unknown) => {
                // Where there is another token already, the next request leaves at once.
                if (
                  error instanceof AccessDeniedError &&
                  world.standing().credentials?.connectionToken === connectionToken
                )
                  progress?.waits();
              },
            }),
          ),
        ),
        ({ error }) => {
          const isParticular = input.startPosition !== undefined || input.nextToken !== undefined;
          if (error instanceof InternalError || (isParticular && error instanceof ValidationError)) throw error;
          progress?.failed();
          return EMPTY;
        },
      ),
    );

/** All that a transcript shows is of this chat: it teaches which contacts are. */
export const teach =
  ({ contacts }: Pick<World, 'contacts'>) =>
  ({ initialContactId, items }: TranscriptPage): void => {
    contacts.addFirst(initialContactId);
    items.forEach(contacts.learn);
  };
