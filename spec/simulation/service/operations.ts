import type { Conditions } from '../network/conditions.js';
import type { Traits } from '../plan/traits.js';
import type { Random } from '../random.js';
import type { VirtualTime } from '../virtual-time.js';
import type { Attachments } from './attachments.js';
import { SELF } from './authors.js';
import type { Chat } from './chat.js';
import { absoluteTime } from './post.js';
import { createProcessor, type ProcessingStatus } from './processing.js';
import type { Served } from './service.js';
import type { Tokens } from './tokens.js';
import { createTranscript } from './transcript.js';
import { recordOf, textIn, textsIn, type WireRequest, type WireResponse } from './wire.js';
import { LASTING, PASSING } from './notices.js';

/** What the operations work on. */
export interface OperationsConfig {
  readonly time: VirtualTime;
  readonly traits: Traits;
  readonly conditions: Conditions;
  readonly chat: Chat;
  readonly attachments: Attachments;
  readonly connectionTokens: Tokens;
  readonly mintUrl: () => string;
  readonly random: Random;
  /** Where each message that is accepted is entered. */
  readonly accepted: Accepted[];
}

/** A message that was accepted: under which id, and what its sender was told of its processing. */
export interface Accepted {
  readonly clientToken: string | undefined;
  readonly id: string;
  readonly status?: ProcessingStatus;
}

const ok = (body: object): Served => ({ response: { status: 200, headers: {}, body: JSON.stringify(body) } });

/** Errors repeat what was sent, as those of services sometimes do, so that a client that repeats them is found out. */
const refusal = (status: number, said: string, headers: WireResponse['headers']): Served => ({
  response: { status, headers, body: JSON.stringify({ message: `Cannot do this with ${said}` }) },
});

const NAMES: ReadonlyMap<number, string> = new Map([
  [400, 'ValidationException'],
  [403, 'AccessDeniedException'],
  [404, 'ResourceNotFoundException'],
  [409, 'ConflictException'],
]);

/** The headers of an error: some lives have its name there, some only what the text says. */
export const errorHeaders = ({ namesErrors = false }: Traits, status: number): WireResponse['headers'] => {
  const name = NAMES.get(status);
  return namesErrors && name !== undefined ? { 'x-amzn-errortype': name, 'content-type': 'application/json' } : {};
};

/** The operations that a participant calls with good tokens. */
export const createOperations = (config: OperationsConfig): ((request: WireRequest) => Served) => {
  const { time, traits, conditions, chat, attachments, connectionTokens, mintUrl, accepted } = config;
  const { tokenMemoryMs = Infinity } = traits;
  const process = traits.processing && createProcessor(traits.processing, config);
  const failed = (status: number, said: string): Served => refusal(status, said, errorHeaders(traits, status));
  const readTranscript = createTranscript(config);
  const answers = new Map<string, { readonly answer: Served; readonly at: number }>();

  /** The same ClientToken again, while it is remembered, is the same action: it gets the same answer and does nothing. */
  const once = (operation: string, request: ReadonlyMap<string, unknown>, act: () => Served): Served => {
    const token = textIn(request, 'ClientToken');
    if (token === undefined) return act();
    const key = `${operation} ${token}`;
    const before = answers.get(key);
    if (before !== undefined && time.now() - before.at <= tokenMemoryMs) return before.answer;
    if (before !== undefined) conditions.count('tokenForgotten');
    const answer = act();
    answers.set(key, { answer, at: time.now() });
    return answer;
  };

  const connect = (types: ReadonlyArray<string>): Served =>
    ok({
      ...(types.includes('WEBSOCKET') && {
        Websocket: { Url: mintUrl(), ConnectionExpiry: absoluteTime(chat.now() + traits.connectionLifeMs) },
      }),
      ...(types.includes('CONNECTION_CREDENTIALS') && {
        ConnectionCredentials: {
          ConnectionToken: connectionTokens.mint(),
          Expiry: absoluteTime(chat.now() + traits.tokenLifeMs),
        },
      }),
    });

  const postMessage = (contentType: string, content: string, clientToken: string | undefined): Served => {
    const [id, at] = [chat.newId(), chat.stamp()];
    const draft = {
      id,
      at,
      author: SELF,
      type: 'MESSAGE',
      contentType,
      content,
      state: 'whole',
      own: true,
      clientToken,
    } as const;
    const status = process?.(draft);
    accepted.push({ clientToken, id, ...(status !== undefined && { status }) });
    if (status !== undefined) {
      return ok({
        Id: id,
        AbsoluteTime: absoluteTime(at),
        MessageMetadata: { MessageId: id, MessageProcessingStatus: status },
      });
    }
    const post = (): void => void chat.post(draft);
    // The echo may come before the answer or behind it.
    if (traits.echoComesFirst) post();
    else time.after(0, post);
    return ok({ Id: id, AbsoluteTime: absoluteTime(at) });
  };

  const postEvent = (contentType: string, content: string): Served => {
    if (contentType === PASSING.typing) chat.mention({ author: SELF, type: 'EVENT', contentType, state: '' });
    else chat.acknowledge(textIn(recordOf(content), 'messageId') ?? '', SELF.id, contentType.endsWith('read'));
    return ok({ Id: chat.newId(), AbsoluteTime: absoluteTime(chat.now()) });
  };

  const leave = (): Served => {
    chat.post({ author: SELF, type: 'EVENT', contentType: LASTING.participantLeft, state: 'participantLeft' });
    chat.post({ type: 'EVENT', contentType: LASTING.chatEnded, state: 'chatEnded' });
    chat.end();
    return ok({});
  };

  return ({ url, body }) => {
    const request = recordOf(body);
    const contentType = textIn(request, 'ContentType') ?? '';
    const content = textIn(request, 'Content') ?? '';
    switch (url.slice(url.indexOf('/participant/') + '/participant/'.length)) {
      case 'connection':
        return connect(textsIn(request, 'Type'));
      case 'message':
        return content === ''
          ? failed(400, content)
          : once('message', request, () => postMessage(contentType, content, textIn(request, 'ClientToken')));
      case 'event':
        return once('event', request, () => postEvent(contentType, content));
      case 'disconnect':
        return once('disconnect', request, leave);
      case 'start-attachment-upload':
        return once('start', request, () =>
          ok(attachments.start(contentType, textIn(request, 'AttachmentName') ?? '')),
        );
      case 'complete-attachment-upload':
        return once('complete', request, () =>
          attachments.complete(textsIn(request, 'AttachmentIds')[0] ?? '') ? ok({}) : failed(409, body),
        );
      case 'transcript': {
        const reading = readTranscript(request);
        if (reading.type === 'refused') return failed(400, body);
        const { body: page, isLast, shows, isForward } = reading;
        return { response: { status: 200, headers: {}, body: page }, isLastPage: isLast, shows, isForward };
      }
      default:
        return failed(404, body);
    }
  };
};
