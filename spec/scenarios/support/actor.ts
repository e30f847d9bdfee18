import {
  filter,
  firstValueFrom,
  map,
  ReplaySubject,
  skip,
  Subscription,
  timeout,
  toArray,
  type Observable,
} from 'rxjs';
import type {
  ChatDetails,
  ChatEvent,
  ChatMessage,
  ChatSession,
  Diagnostic,
  SendProgress,
  SessionStatus,
} from '../../../lib/index.js';

const PATIENCE_MS = 10_000;

type OfType<T extends { readonly type: string }, N extends T['type']> = Extract<T, { readonly type: N }>;

/** One session, and all that it has told since it was made. */
export interface Actor {
  readonly details: ChatDetails;
  readonly session: ChatSession;
  readonly statuses: ReadonlyArray<SessionStatus>;
  readonly events: ReadonlyArray<ChatEvent>;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
  /** The types of the statuses so far; `live?` for one that is suspect. */
  readonly path: () => ReadonlyArray<SessionStatus['type'] | 'live?'>;
  readonly messages: () => ReadonlyArray<ChatMessage>;
  /** The texts of the messages so far, one for each event. */
  readonly texts: () => ReadonlyArray<string>;
  readonly eventsOf: <N extends ChatEvent['type']>(type: N) => ReadonlyArray<OfType<ChatEvent, N>>;
  readonly diagnosticsOf: <N extends Diagnostic['type']>(type: N) => ReadonlyArray<OfType<Diagnostic, N>>;
  readonly connect: () => Subscription;
  /** Goes offline. */
  readonly leave: () => void;
  /** Resolves with the first event, past or to come, that matches. */
  readonly until: <T extends ChatEvent>(matches: (event: ChatEvent) => event is T) => Promise<T>;
  readonly untilType: <N extends ChatEvent['type']>(type: N) => Promise<OfType<ChatEvent, N>>;
  readonly hears: (text: string) => Promise<ChatMessage>;
  readonly diagnoses: <N extends Diagnostic['type']>(type: N) => Promise<OfType<Diagnostic, N>>;
  /** Resolves as soon as the present status is this one. */
  readonly is: <N extends SessionStatus['type']>(type: N) => Promise<OfType<SessionStatus, N>>;
  /** Resolves when the session is live and has read the transcript for the first time. */
  readonly isSettled: () => Promise<void>;
  /** Resolves when the session has had this status `times` times. */
  readonly was: (type: SessionStatus['type'], times: number) => Promise<void>;
  /** Posts a message and resolves with all that became of it. */
  readonly say: (text: string) => Promise<ReadonlyArray<SendProgress>>;
}

const hasType =
  <T extends { readonly type: string }, N extends T['type']>(type: N) =>
  (value: T): value is OfType<T, N> =>
    value.type === type;

/** Takes the first value, in good time. */
export const patiently = <T>(value$: Observable<T>): Promise<T> =>
  firstValueFrom(value$.pipe(timeout({ first: PATIENCE_MS })));

/** Watches a session from its beginning. */
export const createActor = (details: ChatDetails, session: ChatSession): Actor => {
  const statuses: SessionStatus[] = [];
  const events: ChatEvent[] = [];
  const diagnostics: Diagnostic[] = [];
  const event$ = new ReplaySubject<ChatEvent>(Infinity);
  const diagnostic$ = new ReplaySubject<Diagnostic>(Infinity);
  const status$ = new ReplaySubject<SessionStatus>(Infinity);
  let connection = new Subscription();

  session.status$.subscribe((status) => void statuses.push(status));
  session.diagnostic$.subscribe((diagnostic) => void diagnostics.push(diagnostic));
  session.event$.subscribe({ next: (event) => void events.push(event), error: () => undefined });
  session.status$.subscribe(status$);
  session.diagnostic$.subscribe(diagnostic$);
  session.event$.subscribe(event$);

  const settled = firstValueFrom(session.checkpoint$.pipe(filter(({ standing }) => standing.places !== undefined)), {
    defaultValue: undefined,
  }).catch(() => undefined);

  const until: Actor['until'] = (matches) => patiently(event$.pipe(filter(matches)));
  const messages = (): ReadonlyArray<ChatMessage> => events.filter(hasType<ChatEvent, 'message'>('message'));

  const is: Actor['is'] = (type) => patiently(session.status$.pipe(filter(hasType<SessionStatus, typeof type>(type))));

  return {
    details,
    session,
    statuses,
    events,
    diagnostics,
    path: () => statuses.map((status) => ('suspect' in status ? 'live?' : status.type)),
    messages,
    texts: () => messages().map(({ content }) => content),
    eventsOf: (type) => events.filter(hasType<ChatEvent, typeof type>(type)),
    diagnosticsOf: (type) => diagnostics.filter(hasType<Diagnostic, typeof type>(type)),
    connect: () => {
      const owner = session.connect();
      connection.add(owner);
      return owner;
    },
    leave: () => {
      const all = connection;
      connection = new Subscription();
      all.unsubscribe();
    },
    until,
    untilType: (type) => until(hasType<ChatEvent, typeof type>(type)),
    hears: (text) => until((event): event is ChatMessage => event.type === 'message' && event.content === text),
    diagnoses: (type) => patiently(diagnostic$.pipe(filter(hasType<Diagnostic, typeof type>(type)))),
    is,
    isSettled: async () => {
      await is('live');
      await settled;
    },
    was: (type, times) =>
      patiently(
        status$.pipe(
          filter((status) => status.type === type),
          skip(times - 1),
          map(() => undefined),
        ),
      ),
    say: (text) => patiently(session.send(text).pipe(toArray())),
  };
};
