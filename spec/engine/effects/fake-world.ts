import {
  BehaviorSubject,
  filter,
  ignoreElements,
  Observable,
  of,
  Subject,
  Subscription,
  throwError,
  type SchedulerLike,
} from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { NetworkError } from '../../../lib/chat/errors.js';
import { createContacts } from '../../../lib/chat/contacts.js';
import { createLedger } from '../../../lib/chat/ledger.js';
import { createBudget } from '../../../lib/engine/participant/budget.js';
import { createCall } from '../../../lib/engine/participant/call.js';
import { DEFAULT_POLICIES, type Policies } from '../../../lib/engine/policies.js';
import type { HttpEvent, HttpRequest, Ports } from '../../../lib/engine/ports.js';
import type { Credentials, Signal } from '../../../lib/engine/signal.js';
import type { Standing, World } from '../../../lib/engine/world.js';

const ENDPOINT = 'https://service.test';

/** One request that left. */
export interface Sent {
  readonly at: number;
  readonly method: string;
  /** What follows the endpoint of the service, or the whole URL of another host. */
  readonly to: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON value for the service, the body as it is for other hosts. */
  readonly body: unknown;
  readonly responseType: string | undefined;
  /** `aborted` when it was unsubscribed without an answer. */
  outcome: 'open' | 'answered' | 'aborted';
}

/** By path or URL, what is answered to the first request, the second … One too many fails. */
export type Answers = Readonly<Record<string, ReadonlyArray<Observable<HttpEvent>>>>;

export interface FakeWorld {
  readonly world: World;
  /** Test control: the connection tokens. */
  readonly credentials$: BehaviorSubject<Credentials | undefined>;
  /** Test control: what the sources say. */
  readonly signal$: Subject<Signal>;
  /** Test control: what has left, in order. */
  readonly sent: ReadonlyArray<Sent>;
  /** Test control: the times at which something left for `to`. */
  readonly sentAt: (to: string) => ReadonlyArray<number>;
  /** Test control: the bodies that left for `to`. */
  readonly bodies: (to: string) => ReadonlyArray<unknown>;
  /** Test control: what the effects said to the sources. */
  readonly said: ReadonlyArray<Signal>;
  /** Test control. */
  readonly set: (change: { readonly standing?: Standing; readonly isOver?: boolean }) => void;
}

/** A session's world with a service that follows a script. Its first connection token is `token 1`. */
export const fakeWorld = (
  clock: SchedulerLike,
  answers: Answers = {},
  {
    connected = true,
    policies: changes = {},
  }: { readonly connected?: boolean; readonly policies?: Partial<Policies> } = {},
): FakeWorld => {
  const policies: Policies = { ...DEFAULT_POLICIES, backoffBaseMs: 1, ...changes };
  // Replays the present token, and after an error nothing but the error.
  const credentials$ = new BehaviorSubject<Credentials | undefined>(undefined);
  const signal$ = new Subject<Signal>();
  const sent: Sent[] = [];
  const said: Signal[] = [];
  let standing: Standing = { accepted: false };
  let isOver = false;
  let ids = 0;

  const http = (request: HttpRequest): Observable<HttpEvent> =>
    new Observable((subscriber) => {
      const isOurs = request.url.startsWith(ENDPOINT);
      const to = isOurs ? request.url.slice(ENDPOINT.length) : request.url;
      const script = answers[to]?.[sent.filter((other) => other.to === to).length];
      const entry: Sent = {
        at: clock.now(),
        method: request.method,
        to,
        headers: request.headers,
        body: isOurs && typeof request.body === 'string' ? JSON.parse(request.body) : request.body,
        responseType: request.responseType,
        outcome: 'open',
      };
      sent.push(entry);
      const settle = (): void => {
        entry.outcome = 'answered';
      };
      subscriber.add(() => {
        if (entry.outcome === 'open') entry.outcome = 'aborted';
      });
      subscriber.add(
        (script ?? throwError(() => new Error(`no answer for ${to}`))).subscribe({
          next: (event) => {
            if (event.type === 'response') settle();
            subscriber.next(event);
          },
          error: (error: unknown) => {
            settle();
            subscriber.error(error);
          },
          complete: () => subscriber.complete(),
        }),
      );
    });

  const ports: Ports = {
    clock,
    random: () => 0,
    newId: () => `id ${(ids += 1)}`,
    http,
    openSocket: () => throwError(() => new NetworkError()),
    online$: of(true),
    visible$: of(true),
  };
  const say = (signal: Signal): void => void said.push(signal);
  const world: World = {
    ports,
    policies,
    contactId: 'contact',
    participantToken: 'participant token',
    connectParticipant: false,
    ledger: createLedger('contact', policies.maxRememberedItems),
    contacts: createContacts(['contact']),
    call: createCall({
      ports,
      policies,
      endpoint: ENDPOINT,
      budget: createBudget({ clock, rates: policies.rates }),
      diagnose: (diagnostic) => say({ type: 'diagnostic', diagnostic }),
    }),
    standing: () => standing,
    credentials$: credentials$.pipe(filter((credentials) => credentials !== undefined)),
    signal$,
    online$: of(true),
    isOnline: () => true,
    stay: () => Subscription.EMPTY,
    over$: credentials$.pipe(ignoreElements()),
    dispatch: (task) => task(),
    isLive: () => true,
    backlog: { size: 0 },
    isOver: () => isOver,
    say,
  };
  if (connected) {
    standing = { accepted: true, credentials: { connectionToken: 'token 1' }, places: [] };
    credentials$.next({ connectionToken: 'token 1' });
  }
  return {
    world,
    credentials$,
    signal$,
    sent,
    sentAt: (to) => sent.filter((entry) => entry.to === to).map(({ at }) => at),
    bodies: (to) => sent.filter((entry) => entry.to === to).map(({ body }) => body),
    said,
    set: (change) => {
      standing = change.standing ?? standing;
      isOver = change.isOver ?? isOver;
    },
  };
};

/** An answer of the service or of storage. Failures are in the form of the service. */
export const status = (code: number, body: unknown = code < 400 ? {} : { message: 'refused' }): Observable<HttpEvent> =>
  of({ type: 'response', status: code, headers: {}, body: JSON.stringify(body) });

/** A 200 of the service. */
export const ok = (body: unknown = {}): Observable<HttpEvent> => status(200, body);

/** How many timers run now. */
export const pendingTimers = (clock: TestScheduler): number => clock.actions.filter(({ closed }) => !closed).length;

/** The network fails. */
export const broken = (): Observable<never> => throwError(() => new NetworkError());
