import { Observable, timer, type Subscription } from 'rxjs';
import type { ChatEndedEvent, ChatEvent, EndReason, Position } from '../chat/event.js';
import { inOrder, positionOf } from '../chat/order.js';
import type { Told } from './dedupe.js';
import type { RepairReason } from './diagnostic.js';
import type { World } from './world.js';

/**
 * Puts events in order. While the transcript is read, and while there is no socket, they are held, and released in
 * order as far as the reading has come; otherwise they pass at once. The end of the chat waits for the last reading.
 *
 * No live event is held for longer than `policies.maxHoldMs`, nor are more than `policies.maxHeldItems`: then all go
 * out, and what is read later is late. Completes after the end of the chat; errors when the session failed.
 */
export const order =
  ({
    ports,
    policies,
    contactId,
    say,
    backlog,
    ledger,
    dispatch,
  }: Pick<World, 'ports' | 'policies' | 'contactId' | 'say' | 'backlog' | 'ledger' | 'dispatch'>) =>
  (told$: Observable<Told>): Observable<ChatEvent> =>
    new Observable<ChatEvent>((subscriber) => {
      let holding = true;
      let away = true;
      // A reading that began before the subscription may have missed what was posted just before it.
      let outdated = false;
      // Until such a reading has ended, order needs the hold, whatever becomes of the readings before it.
      let missing = true;
      // The socket may have been deaf since: what it did not bring comes before what the next one brings.
      let doubted = false;
      let held: ChatEvent[] = [];
      let leaving: ChatEvent[] = [];
      let live = 0;
      let limit: Subscription | undefined;
      let farewell: ChatEndedEvent | undefined;
      let closing = false;

      const count = (): void => {
        backlog.size = held.length + (farewell === undefined ? 0 : 1);
      };

      const hold = (event: ChatEvent): void => {
        held.push(event);
        count();
        if (event.type === 'gap' || event.origin !== 'live') return;
        live += 1;
        if (live > policies.maxHeldItems) giveWay();
        else startLimit();
      };

      const startLimit = (): void => {
        if (live > 0) limit ??= timer(policies.maxHoldMs, ports.clock).subscribe(() => dispatch(giveWay));
      };

      const stopLimit = (): void => {
        limit?.unsubscribe();
        limit = undefined;
      };

      const release = (frontier?: Position): void => {
        const sorted = inOrder(held, ledger.ties);
        const end = frontier === undefined ? sorted.length : countBefore(sorted, frontier);
        held = sorted.slice(end);
        if (held.length === 0) {
          live = 0;
          stopLimit();
        }
        // Whoever subscribes meanwhile gets those that have not been emitted yet.
        leaving = [...sorted.slice(0, end).reverse(), ...leaving];
        for (let event = leaving.pop(); event !== undefined; event = leaving.pop()) subscriber.next(event);
        count();
      };

      const giveWay = (): void => {
        say({
          type: 'diagnostic',
          diagnostic: { type: 'holdReleased', at: ports.clock.now(), heldItems: held.length },
        });
        holding = false;
        release();
      };

      const settle = (): void => {
        holding = away;
        release();
      };

      const end = (reason: EndReason): void => {
        settle();
        const at = Math.max(ports.clock.now(), ledger.emittedAt() ?? 0);
        const last = farewell;
        farewell = undefined;
        subscriber.next(
          last === undefined
            ? { type: 'chatEnded', at, contactId, reason }
            : { ...last, reason: reason === 'disconnected' ? reason : 'ended' },
        );
        subscriber.complete();
      };

      const next = (told: Told): void => {
        switch (told.type) {
          case 'event':
            if (told.event.type === 'chatEnded') {
              // The end of an earlier segment may wait for its reading still.
              if (farewell !== undefined && farewell.id !== told.event.id) held.push(farewell);
              farewell = told.event;
              count();
            } else if (holding) hold(told.event);
            else subscriber.next(told.event);
            return;
          case 'closing':
            closing = true;
            return;
          case 'subscribed':
            if (away || doubted) missing = holding = outdated = true;
            away = doubted = false;
            return startLimit();
          case 'doubt':
            doubted = true;
            return;
          case 'offline':
            stopLimit();
            missing = away = holding = true;
            return;
          case 'lost':
            missing = away = holding = true;
            return;
          case 'reading':
            // Nobody waits for an audit: what it finds is late.
            if (told.reason === 'audit') return;
            if (missing || !UNHELD.has(told.reason)) holding = true;
            outdated = false;
            return;
          case 'stalled':
            return missing ? undefined : settle();
          case 'continued':
            // What has been let go for being held too long is not held once more.
            if (!missing && told.reason !== 'audit' && !UNHELD.has(told.reason)) holding = true;
            return;
          case 'told':
            if (told.frontier !== undefined && holding) release(told.frontier);
            return;
          case 'caughtUp': {
            // The end of an earlier segment, not of the chat.
            if (farewell !== undefined && !told.over && !closing) {
              held.push(farewell);
              farewell = undefined;
            }
            if (!outdated) {
              missing = away;
              return settle();
            }
            const last = told.places.at(-1);
            return last && release(last);
          }
          case 'ended':
            return end(told.reason);
          case 'failed':
            return subscriber.error(told.error);
          default:
            return;
        }
      };

      backlog.held = () => [...leaving, ...held, ...(farewell === undefined ? [] : [farewell])];
      subscriber.add(stopLimit);
      subscriber.add(
        told$.subscribe({
          next,
          error: (error: unknown) => subscriber.error(error),
          complete: () => subscriber.complete(),
        }),
      );
    });

/**
 * Readings for whose sake nothing is held beside a socket that receives: a second look seeks what is older than all
 * that was emitted meanwhile, and what is pushed of an unknown contact waits by itself.
 */
const UNHELD: ReadonlySet<RepairReason> = new Set<RepairReason>(['settled', 'unknownContact']);

/** What was posted in the millisecond of the frontier may go on in the next page, in any order. */
const countBefore = (sorted: ReadonlyArray<ChatEvent>, frontier: Position): number => {
  const index = sorted.findIndex((event) => (positionOf(event)?.at ?? -Infinity) >= frontier.at);
  return index < 0 ? sorted.length : index;
};
