import {
  BehaviorSubject,
  catchError,
  EMPTY,
  filter,
  ignoreElements,
  ReplaySubject,
  Subject,
  throwError,
  type Observable,
} from 'rxjs';
import { asChatError, ChatEndedError, type ChatError } from '../chat/errors.js';
import type { ChatEvent, ChatMessage } from '../chat/event.js';
import { createContacts } from '../chat/contacts.js';
import { createLedger } from '../chat/ledger.js';
import type { ChatDetails, SessionOptions } from './chat-details.js';
import type { Session } from './session.js';
import { checkpointsOf } from './checkpoints-of.js';
import type { Diagnostic } from './diagnostic.js';
import { diagnosticOf } from './diagnostic-of.js';
import { createDispatch } from './dispatch.js';
import { authenticationUrl } from './effects/authentication-url.js';
import { cancelAuthentication } from './effects/cancel-authentication.js';
import { describeView } from './effects/describe-view.js';
import { disconnect } from './effects/disconnect.js';
import { downloadAttachment } from './effects/download-attachment.js';
import { createHistory } from './effects/history.js';
import { createOutbox } from './effects/outbox.js';
import { createReceipts } from './effects/receipts.js';
import { createRestore } from './effects/restore.js';
import { sendAttachment } from './effects/send-attachment.js';
import { createTyping } from './effects/typing.js';
import { events, sources } from './events.js';
import { inLine } from './in-line.js';
import { createLife } from './life.js';
import type { Budget } from './participant/budget.js';
import { createCall } from './participant/call.js';
import { participantsOf } from './participants-of.js';
import type { Policies } from './policies.js';
import type { Ports } from './ports.js';
import type { Credentials, Signal } from './signal.js';
import { nextStanding } from './standing.js';
import { IDLE, nextStatus, type SessionStatus } from './status.js';
import { transcriptOf } from './transcript-of.js';
import { typingOf } from './typing-of.js';
import type { Standing, World } from './world.js';

/** What the sessions of one engine share. */
export interface Shared {
  readonly ports: Ports;
  readonly policies: Policies;
  readonly endpoint: string;
  readonly budget: Budget;
}

/** Puts one session together: the signals of its life, the one stream made of them, and what is derived from both. */
export const createSession = (
  { ports, policies, endpoint, budget }: Shared,
  details: ChatDetails,
  { connectParticipant = false }: SessionOptions = {},
): Session => {
  const { contactId, initialContactId, participantToken, participantId, resumeFrom } = details;
  const diagnostic$ = new Subject<Diagnostic>();
  const dispatch = createDispatch();
  const bugs = new WeakSet<ChatError>();
  const diagnose = (diagnostic: Diagnostic): void => {
    // A bug is met where it is thrown, and by all that fails with it.
    if (diagnostic.type === 'internalError' && bugs.has(diagnostic.error)) return;
    if (diagnostic.type === 'internalError') bugs.add(diagnostic.error);
    dispatch(() => diagnostic$.next(diagnostic));
  };
  const credentials$ = new BehaviorSubject<Credentials | undefined>(undefined);
  const status$ = new ReplaySubject<SessionStatus>(1);
  const event$ = new Subject<ChatEvent>();
  const ledger = createLedger(contactId, policies.maxRememberedItems);
  const contacts = createContacts(
    [contactId, initialContactId].filter((id) => id !== undefined),
    resumeFrom?.contacts,
  );
  let standing: Standing = resumeFrom?.standing ?? { accepted: false };
  let status: SessionStatus = IDLE;

  const life = createLife({
    dispatch,
    clock: ports.clock,
    policies,
    sources: (signal$) => sources(world)(signal$),
    returns: ({ type }) => type !== 'item' && type !== 'page',
  });
  const world: World = {
    ports,
    policies,
    contactId,
    participantToken,
    connectParticipant,
    ledger,
    contacts,
    call: createCall({ ports, policies, endpoint, budget, diagnose }),
    credentials$: credentials$.pipe(filter((credentials) => credentials !== undefined)),
    standing: () => standing,
    isLive: () => status.type === 'live',
    backlog: { size: 0 },
    isOver: () => status.type === 'ended' || status.type === 'failed',
    say: life.say,
    signal$: life.signal$,
    online$: life.online$,
    isOnline: life.isOnline,
    stay: life.stay,
    over$: credentials$.pipe(ignoreElements()),
    dispatch,
  };

  const take = (signal: Signal): void => {
    standing = nextStanding(standing, signal);
    if (signal.type === 'credentials') credentials$.next(signal.credentials);
    const diagnostic = diagnosticOf(signal, ports.clock.now());
    if (diagnostic !== undefined) diagnose(diagnostic);
    const next = nextStatus(status, signal);
    if (next === status) return;
    status = next;
    status$.next(status);
  };
  const end = (): void => {
    credentials$.error(new ChatEndedError());
    status$.complete();
    diagnostic$.complete();
  };

  if (resumeFrom !== undefined) ledger.recall(resumeFrom.told, resumeFrom);
  if (standing.credentials !== undefined) credentials$.next(standing.credentials);
  status$.next(status);
  // The stream comes first: when a signal changes the status, its events have been told.
  life.signal$.pipe(events(world)).subscribe(event$);
  life.signal$.subscribe({ next: take, complete: end });

  const outbox = createOutbox(world, participantId);
  event$.subscribe({ next: outbox.hear, error: () => undefined });
  if (resumeFrom !== undefined) outbox.resume(resumeFrom);
  const typing = createTyping(world);
  const receipts = createReceipts(world);
  const history = createHistory(world);
  // The failure is told once, by the events: what shows a state completes.
  const told$ = event$.pipe(catchError(() => EMPTY));

  /** What an effect errors with is one of ours; a bug is a diagnostic besides. */
  const effect = <T>(action$: Observable<T>): Observable<T> =>
    action$.pipe(
      catchError((thrown: unknown) => {
        const error = asChatError(thrown);
        if (error.name === 'InternalError') diagnose({ type: 'internalError', at: ports.clock.now(), error });
        return throwError(() => error);
      }),
      inLine(dispatch),
    );

  return {
    connect: life.connect,
    status$: status$.asObservable(),
    event$: event$.asObservable(),
    message$: told$.pipe(filter((event): event is ChatMessage => event.type === 'message')),
    transcript$: transcriptOf(world, told$, outbox.pending$, createRestore(world, resumeFrom)),
    typing$: typingOf(told$, { ...ports, dispatch }, policies, participantId),
    participants$: participantsOf(world, told$),
    checkpoint$: checkpointsOf(world, told$, outbox, resumeFrom),
    diagnostic$: diagnostic$.asObservable(),
    send: (message) => effect(outbox.send(message)),
    retry: (clientToken) => effect(outbox.retry(clientToken)),
    discard: outbox.discard,
    sendTyping: () => effect(typing()),
    sendAttachment: (file) => effect(sendAttachment(world, file)),
    downloadAttachment: (attachmentId) => effect(downloadAttachment(world, attachmentId)),
    markDelivered: (id) => effect(receipts.markDelivered(id)),
    markRead: (id) => effect(receipts.markRead(id)),
    loadEarlier: (count) => effect(history(count)),
    describeView: (viewToken) => effect(describeView(world, viewToken)),
    authenticationUrl: (request) => effect(authenticationUrl(world, request)),
    cancelAuthentication: (sessionId) => effect(cancelAuthentication(world, sessionId)),
    disconnect: () => effect(disconnect(world)),
  };
};
