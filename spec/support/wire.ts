import { of, type Observable } from 'rxjs';
import type { Item } from '../../lib/chat/item.js';
import type { HttpEvent } from '../../lib/engine/ports.js';

/** An answer of the service at a time of its own clock, in ms since the epoch. */
export const answerAt = (serviceAt: number | undefined, body: unknown): Observable<HttpEvent> =>
  of({
    type: 'response',
    status: 200,
    headers: serviceAt === undefined ? {} : { date: new Date(serviceAt).toUTCString() },
    body: JSON.stringify(body),
  });

/** A refusal that asks to be left alone for some seconds. */
export const throttledFor = (seconds: number): Observable<HttpEvent> =>
  of({ type: 'response', status: 429, headers: { 'retry-after': String(seconds) }, body: '{}' });

/** What CreateParticipantConnection answers; times in ms since the epoch. */
export const admission = (name: string, connectionUntil?: number, tokenUntil?: number): unknown => ({
  Websocket: {
    Url: `wss://${name}.test`,
    ...(connectionUntil !== undefined && { ConnectionExpiry: iso(connectionUntil) }),
  },
  ConnectionCredentials: {
    ConnectionToken: `token ${name}`,
    ...(tokenUntil !== undefined && { Expiry: iso(tokenUntil) }),
  },
});

/** What GetTranscript answers; each notice is the end of the chat. */
export const transcriptPage = (items: ReadonlyArray<Item>, nextToken?: string): unknown => ({
  InitialContactId: 'contact',
  Transcript: items.map(({ id, at, type }) => ({
    AbsoluteTime: iso(at),
    Id: id,
    ContactId: 'contact',
    ...(type === 'notice'
      ? { Type: 'EVENT', ContentType: 'application/vnd.amazonaws.connect.event.chat.ended' }
      : {
          Content: `text of ${id}`,
          ContentType: 'text/plain',
          Type: 'MESSAGE',
          ParticipantId: 'agent',
          DisplayName: 'Ana',
          ParticipantRole: 'AGENT',
        }),
  })),
  ...(nextToken !== undefined && { NextToken: nextToken }),
});

const iso = (at: number): string => new Date(at).toISOString();
