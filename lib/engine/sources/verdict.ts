import { catchError, defer, EMPTY, map, mergeMap, of, throwError, type Observable } from 'rxjs';
import { AccessDeniedError, asChatError, InternalError, isTransient, type ChatError } from '../../chat/errors.js';
import { getTranscript } from '../participant/get-transcript.js';
import type { Credentials, Signal } from '../signal.js';
import type { World } from '../world.js';
import { nextEnding, NO_ENDING } from './next-ending.js';

/** So many refusals in a row, with nothing to be read after either, end a chat. */
const LAST_REFUSAL = 2;

/**
 * Judges refusals of the participant token after the service had accepted it. A chat that has ended refuses everything;
 * but a refusal alone does not say so: gateways refuse in the service's form what the service would allow. So the
 * transcript is asked, with the connection token at hand.
 *
 * Emits `closing` where the transcript shows the end, and a wish to read it where it can be read and shows none; that
 * outweighs all refusals before, as does a connection token that was granted meanwhile. Emits nothing where the answer
 * says nothing. Errors with the refusal where nothing could be read, twice in a row.
 */
export const createVerdict = (world: World): ((refusal: ChatError) => Observable<Signal>) => {
  let refusals = 0;
  let judged: Credentials | undefined;
  return (refusal) =>
    newest(world).pipe(
      mergeMap((isOver): Observable<Signal> => {
        refusals = 0;
        return isOver ? of({ type: 'closing', reason: 'ended' }) : of({ type: 'repair', reason: 'withoutSocket' });
      }),
      catchError((error: unknown) => {
        if (!saysSomething(error)) return EMPTY;
        const { credentials } = world.standing();
        refusals = credentials === judged ? refusals + 1 : 1;
        judged = credentials;
        return refusals < LAST_REFUSAL ? EMPTY : throwError(() => refusal);
      }),
    );
};

/** What passes, and what is a bug, says nothing of the chat; any other answer is the service's word that it is not to be read. */
const saysSomething = (thrown: unknown): boolean => {
  const error = asChatError(thrown);
  return !isTransient(error) && !(error instanceof InternalError);
};

/** Whether the newest page of the transcript shows an end, be it of whatever contact: a refusal speaks for it. */
const newest = ({ call, standing, policies }: World): Observable<boolean> =>
  defer(() => {
    const { credentials } = standing();
    if (credentials === undefined) return throwError(() => new AccessDeniedError());
    const input = { scanDirection: 'BACKWARD', sortOrder: 'ASCENDING', maxResults: policies.pageSize } as const;
    return getTranscript(call, credentials.connectionToken, input, 'reconnect', 1);
  }).pipe(map(({ items }) => nextEnding(NO_ENDING, items, () => true).over));
