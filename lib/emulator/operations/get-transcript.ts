import type { Operation } from './call.js';
import { readPageToken, writePageToken } from './page-token.js';
import { startPositionOf } from './start-position.js';
import { itemsUnder, pageSizeUnder, strikeReading, tokenUnder } from './transcript-faults.js';
import { readPage } from './transcript-page.js';
import { readTranscriptRequest } from './transcript-request.js';
import { transcriptSource } from './transcript-source.js';

/** Gives a page of what the service has persisted; a contact outside the chain has an empty transcript. */
export const getTranscript: Operation = (service, call) => {
  const { chat } = call.member;
  const request = readTranscriptRequest(call.body);
  const { contactId, nextToken, sortOrder } = request;
  const InitialContactId = chat.initialContactId;
  if (contactId !== undefined && !chat.contactIds().includes(contactId)) return { InitialContactId, Transcript: [] };
  const strike = strikeReading(service, call, request);
  if (strike?.fault === 'transcript.startForgotten') return { InitialContactId, Transcript: [] };
  const { startPositionInclusive: inclusive, unknownStartPosition: unknown } = service.settings;
  const source = transcriptSource(chat, service.clock.now(), contactId);
  const from =
    nextToken === undefined
      ? { position: startPositionOf(source, request, { inclusive, unknown }), number: 1 }
      : readPageToken(InitialContactId, request, nextToken);
  const page = readPage(source, { ...request, maxResults: pageSizeUnder(strike, request) }, from.position);
  const isAscending = request.scanDirection === 'FORWARD';
  const items = isAscending === (sortOrder === 'ASCENDING') ? page.items : page.items.toReversed();
  const next = { position: page.end, number: from.number + 1 };
  const NextToken = tokenUnder(strike, request, page, () => writePageToken(InitialContactId, request, next));
  return {
    InitialContactId,
    Transcript: itemsUnder(strike, items),
    ...(NextToken !== undefined && { NextToken }),
  };
};
