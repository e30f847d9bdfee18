import type { Operation } from './call.js';
import { readPageToken, writePageToken } from './page-token.js';
import { startPositionOf } from './start-position.js';
import { readPage } from './transcript-page.js';
import { readTranscriptRequest } from './transcript-request.js';
import { transcriptSource } from './transcript-source.js';

/** Gives a page of what the service has persisted; a contact outside the chain has an empty transcript. */
export const getTranscript: Operation = (service, { body, member: { chat } }) => {
  const request = readTranscriptRequest(body);
  const { contactId, nextToken, sortOrder } = request;
  const InitialContactId = chat.initialContactId;
  if (contactId !== undefined && !chat.contactIds().includes(contactId)) return { InitialContactId, Transcript: [] };
  const { startPositionInclusive: inclusive, unknownStartPosition: unknown } = service.settings;
  const source = transcriptSource(chat, service.clock.now(), contactId);
  const from =
    nextToken === undefined
      ? startPositionOf(source, request, { inclusive, unknown })
      : readPageToken(InitialContactId, request, nextToken);
  const { items, next } = readPage(source, request, from);
  const isAscending = request.scanDirection === 'FORWARD';
  const Transcript = isAscending === (sortOrder === 'ASCENDING') ? items : items.toReversed();
  return {
    InitialContactId,
    Transcript,
    ...(next !== undefined && { NextToken: writePageToken(InitialContactId, request, next) }),
  };
};
