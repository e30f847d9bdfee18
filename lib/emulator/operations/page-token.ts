import { createHash } from 'node:crypto';

import { invalid } from '../http/service-error.js';
import type { TranscriptRequest } from './transcript-request.js';

/** Where a page begins, and its number in the row: an empty page ends where it began, and yet gives a token of its own. */
export interface PagePlace {
  readonly position: number;
  readonly number: number;
}

/** Binds a place to the chat and to all parameters but the page size. */
const seal = (chatId: string, request: TranscriptRequest, { position, number }: PagePlace): string => {
  const { contactId, scanDirection, sortOrder, start } = request;
  return createHash('sha256')
    .update(JSON.stringify([chatId, contactId, scanDirection, sortOrder, start, position, number]))
    .digest('base64url');
};

/** Writes the token that goes on at a place of the transcript with the same parameters. */
export const writePageToken = (chatId: string, request: TranscriptRequest, place: PagePlace): string =>
  Buffer.from(`${place.position} ${place.number} ${seal(chatId, request, place)}`).toString('base64url');

/** Reads the place from a token; one that was made for other parameters or by somebody else is refused. */
export const readPageToken = (chatId: string, request: TranscriptRequest, token: string): PagePlace => {
  const [position = '', number = '', sealed] = Buffer.from(token, 'base64url').toString().split(' ');
  const place = { position: Number.parseInt(position, 10), number: Number.parseInt(number, 10) };
  if (sealed !== seal(chatId, request, place)) throw invalid('NextToken is not valid.');
  return place;
};
