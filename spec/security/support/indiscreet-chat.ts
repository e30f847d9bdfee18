import { delay, NEVER, Observable, of, Subject, throwError } from 'rxjs';
import {
  createChatEngine,
  type ChatSession,
  type HttpEvent,
  type HttpRequest,
  type Policies,
  type Ports,
} from '../../../lib/index.js';
import { FAST } from '../../scenarios/support/policies.js';
import { frames, obedient } from '../../support/fake-socket.js';
import { MARK } from './mark.js';

/** By the end of a URL, what is answered there. */
export type Answers = Readonly<Record<string, () => Observable<HttpEvent>>>;

/** An answer that repeats everything it should not, in its body and in its headers. */
export const answer =
  (status: number, body: unknown = { message: MARK, code: MARK, ResourceType: MARK }) =>
  (): Observable<HttpEvent> =>
    of<HttpEvent>({
      type: 'response',
      status,
      headers: { 'x-amzn-errortype': `${MARK}:${MARK}`, 'x-amzn-requestid': `id of ${MARK}`, 'retry-after': MARK },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }).pipe(delay(1));

const PLACE = `https://storage.test/file?X-Amz-Signature=${MARK}`;

/** A service that is well. */
const WELL: Answers = {
  '/participant/connection': answer(200, {
    Websocket: { Url: `wss://gateway.test/?token=${MARK}` },
    ConnectionCredentials: { ConnectionToken: `connection ${MARK}` },
  }),
  '/participant/transcript': answer(200, { Transcript: [] }),
  '/participant/message': answer(200, { Id: 'id', AbsoluteTime: '2026-01-01T00:00:00.000Z' }),
  '/participant/disconnect': answer(200, {}),
  '/participant/start-attachment-upload': answer(200, {
    AttachmentId: 'a',
    UploadMetadata: { Url: PLACE, HeadersToInclude: { 'X-Amz-Meta-Secret': MARK } },
  }),
  '/participant/attachment': answer(200, { Url: PLACE }),
};

/** A socket that subscribes, then pushes what it is given. */
const socket =
  (frame$: Observable<string>): Ports['openSocket'] =>
  () =>
    new Observable((subscriber) => {
      const pushed$ = new Subject<string>();
      const push = (text: string): void => pushed$.next(text);
      const reply = (text: string): void =>
        subscriber.add(
          obedient(text)
            .pipe(delay(1))
            .subscribe((said) => {
              push(said);
              if (said === frames.ack) subscriber.add(frame$.subscribe(push));
            }),
        );
      subscriber.add(
        of(0)
          .pipe(delay(1))
          .subscribe(() => subscriber.next({ frame$: pushed$, send: reply })),
      );
    });

/** What is different from a service that is well. */
export interface Trouble {
  readonly answers?: Answers;
  readonly openSocket?: Ports['openSocket'];
  readonly frame$?: Observable<string>;
  readonly policies?: Partial<Policies>;
}

/** A session of a service that puts secrets wherever it can. */
export const indiscreetChat = ({ answers = {}, openSocket, frame$ = NEVER, policies = {} }: Trouble): ChatSession => {
  const known: Answers = { ...WELL, ...answers };
  const http = ({ url }: HttpRequest): Observable<HttpEvent> => {
    const path = Object.keys(known).find((end) => url.includes(end));
    return path === undefined ? throwError(() => new Error(`nobody answers ${url}`)) : known[path]!();
  };
  return createChatEngine({
    endpoint: 'https://service.test',
    ports: { http, openSocket: openSocket ?? socket(frame$) },
    policies: { ...FAST, backoffBaseMs: 1, backoffCapMs: 2, ...policies },
  }).session({ contactId: 'contact', participantToken: `participant ${MARK}` });
};
