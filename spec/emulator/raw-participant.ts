import { WebSocket } from 'ws';

import type { EmulatedChatDetails, Emulator, Item } from '../../lib/emulator/index.js';
import { itemIn, parseBody, parseFrame, type WireAcknowledgement, type WireBody, type WireFrame } from './wire.js';

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: WireBody;
}

/** A participant without any client library: a bearer, a socket and what came over it. */
export interface RawParticipant {
  readonly details: EmulatedChatDetails;
  readonly call: (path: string, body?: unknown, bearer?: string) => Promise<RawAnswer>;
  readonly socket: WebSocket;
  /** Everything that came, as it came. */
  readonly texts: ReadonlyArray<string>;
  /** What of it is JSON. */
  readonly frames: ReadonlyArray<WireFrame>;
  readonly items: () => ReadonlyArray<Item>;
  readonly acknowledgements: () => ReadonlyArray<WireAcknowledgement>;
  readonly send: (frame: unknown) => void;
  /** Resolves when the frames so far satisfy the condition. */
  readonly sees: (condition: () => boolean) => Promise<void>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** Calls an operation with a bearer. */
export const call = async (
  endpoint: string,
  path: string,
  bearer: string | undefined,
  body: unknown = {},
): Promise<RawAnswer> => {
  const isView = path.startsWith('/participant/views/');
  const response = await fetch(endpoint + path, {
    method: isView ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(bearer === undefined ? {} : { 'X-Amz-Bearer': bearer }) },
    ...(isView ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parseBody(text) };
};

/** Asks for a connection. */
export const createConnection = (emulator: Emulator, details: EmulatedChatDetails): Promise<RawAnswer> =>
  call(emulator.endpoint, '/participant/connection', details.participantToken, {
    Type: ['WEBSOCKET', 'CONNECTION_CREDENTIALS'],
  });

/** Opens a socket and resolves when it is open; rejects with the handshake's refusal. */
export const openSocket = (url: string): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });

/** Connects and, unless told otherwise, subscribes. */
export const connectRaw = async (
  emulator: Emulator,
  details: EmulatedChatDetails,
  { subscribes = true } = {},
): Promise<RawParticipant> => {
  const { body } = await createConnection(emulator, details);
  const socket = new WebSocket(body.Websocket.Url);
  const texts: string[] = [];
  const frames: WireFrame[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    texts.push(text);
    if (text.startsWith('{')) frames.push(parseFrame(text));
    waiting.forEach((look) => look());
  });
  const closed = new Promise<{ readonly code: number; readonly reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  const sees = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const send = (frame: unknown): void => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const participant: RawParticipant = {
    details,
    socket,
    texts,
    frames,
    closed,
    sees,
    send,
    call: (path, request, bearer = body.ConnectionCredentials.ConnectionToken) =>
      call(emulator.endpoint, path, bearer, request),
    items: () => frames.flatMap((frame) => itemIn(frame) ?? []),
    acknowledgements: () => frames.flatMap(({ content }) => (typeof content === 'object' ? content : [])),
  };
  if (subscribes) {
    send({ topic: 'aws/subscribe', content: { topics: ['aws/chat'] } });
    await sees(() => frames.some((frame) => frame.topic === 'aws/subscribe'));
  }
  return participant;
};
