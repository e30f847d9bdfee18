import { createHash } from 'node:crypto';

import { invalid } from '../http/service-error.js';
import type { TranscriptRequest } from './transcript-request.js';

/** Binds a position to the chat and to all parameters but the page size. */
const seal = (chatId: string, request: TranscriptRequest, position: number): string => {
  const { contactId, scanDirection, sortOrder, start } = request;
  return createHash('sha256')
    .update(JSON.stringify([chatId, contactId, scanDirection, sortOrder, start, position]))
    .digest('base64url');
};

/** Writes the token that goes on at a position of the transcript with the same parameters. */
export const writePageToken = (chatId: string, request: TranscriptRequest, position: number): string =>
  Buffer.from(`${position} ${seal(chatId, request, position)}`).toString('base64url');

/** Reads the position from a token; one that was made for other parameters or by somebody else is refused. */
export const readPageToken = (chatId: string, request: TranscriptRequest, token: string): number => {
  const [digits = '', sealed] = Buffer.from(token, 'base64url').toString().split(' ');
  const position = Number.parseInt(digits, 10);
  if (sealed !== seal(chatId, request, position)) throw invalid('NextToken is not valid.');
  return position;
};
