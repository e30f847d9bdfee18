import { map, type Observable } from 'rxjs';
import type { TranscriptPage } from '../../protocol/decode-transcript-page.js';
import { GET_TRANSCRIPT, type GetTranscriptInput } from '../../protocol/operations/get-transcript.js';
import type { Call } from './call.js';
import type { Priority } from './priority.js';

export type { TranscriptPage } from '../../protocol/decode-transcript-page.js';
export type { GetTranscriptInput } from '../../protocol/operations/get-transcript.js';

/**
 * Reads one page of the transcript. `granted` is called when the rate budget lets the request leave.
 *
 * Cold. Errors with what {@link Call} errors with.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html
 */
export const getTranscript = (
  call: Call,
  connectionToken: string,
  input: GetTranscriptInput,
  priority: Priority = 'backfill',
  attempts?: number,
  granted?: () => void,
): Observable<TranscriptPage> =>
  call(GET_TRANSCRIPT, connectionToken, input, { priority, attempts, granted }).pipe(map(({ value }) => value));
