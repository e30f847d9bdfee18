import { filter, firstValueFrom, lastValueFrom, ReplaySubject, timeout } from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { ChatSession } from '../index.js';
import type { Colour } from './paint.js';
import { printEvent, printLine, printStatus } from './print-line.js';
import { createTally, type Tally } from './tally.js';

/** One side of a conversation whose stream is printed as it arrives. */
export interface Side {
  readonly session: ChatSession;
  readonly tally: Tally;
  /** Posts a message; resolves when the service has it. */
  readonly say: (text: string) => Promise<unknown>;
  /** Resolves when an event that matches has arrived, be it before or after the call. */
  readonly until: (matches: (event: ChatEvent) => boolean) => Promise<unknown>;
  /** Resolves when a message with this text has arrived. */
  readonly hears: (text: string) => Promise<unknown>;
  /** Resolves when the session is live. */
  readonly isLive: () => Promise<unknown>;
}

const PATIENCE_MS = 20_000;

/** Connects a session and prints all that it brings. */
export const openSide = (name: string, colour: Colour, session: ChatSession): Side => {
  const tally = createTally();
  const seen$ = new ReplaySubject<ChatEvent>(Number.POSITIVE_INFINITY);
  session.status$.subscribe((status) => printStatus(name, colour, status));
  session.diagnostic$.subscribe(({ type }) => printLine(name, colour, '', type));
  session.event$.subscribe({
    next: (event) => {
      tally.add(event);
      printEvent(name, colour, event);
    },
    error: () => undefined,
  });
  session.event$.subscribe(seen$);
  session.connect();

  const until = (matches: (event: ChatEvent) => boolean): Promise<unknown> =>
    firstValueFrom(seen$.pipe(filter(matches), timeout({ first: PATIENCE_MS })));
  return {
    session,
    tally,
    say: (text) => lastValueFrom(session.send(text).pipe(timeout({ each: PATIENCE_MS }))),
    until,
    hears: (text) => until((event) => event.type === 'message' && event.content === text),
    isLive: () =>
      firstValueFrom(
        session.status$.pipe(
          filter(({ type }) => type === 'live'),
          timeout({ first: PATIENCE_MS }),
        ),
      ),
  };
};
