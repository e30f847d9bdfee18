import { Observable } from 'rxjs';
import { InternalError } from '../chat/errors.js';
import type { ChatEvent, GapEvent, Position } from '../chat/event.js';
import type { Item } from '../chat/item.js';
import type { Signal } from './signal.js';
import type { World } from './world.js';

/** What is left of the signals when each change has been told once. */
export type Told =
  | { readonly type: 'event'; readonly event: ChatEvent }
  /** A part of the transcript has been told; everything up to `frontier`, if given, has now been seen. */
  | { readonly type: 'told'; readonly frontier?: Position }
  | Exclude<Signal, { readonly type: 'item' | 'page' | 'skipped' | 'restored' | 'gap' }>;

/**
 * Enters what arrives into the ledger and lets pass what is new: each item once per change, each gap once.
 * All other signals pass as they are.
 *
 * An item that cannot be entered, by a bug of ours, is passed over with a diagnostic: the stream goes on without it.
 */
export const dedupe =
  ({ ledger, contactId, ports, say }: Pick<World, 'ledger' | 'contactId' | 'ports' | 'say'>) =>
  (signal$: Observable<Signal>): Observable<Told> =>
    new Observable<Told>((subscriber) => {
      const tell = (event: ChatEvent): void => subscriber.next({ type: 'event', event });
      const guard = (work: () => void): void => {
        try {
          work();
        } catch (thrown) {
          const diagnostic = {
            type: 'internalError',
            at: ports.clock.now(),
            error: new InternalError(thrown),
          } as const;
          say({ type: 'diagnostic', diagnostic });
        }
      };
      const each = (items: ReadonlyArray<Item>, enter: (item: Item) => void, goesOn = true): void => {
        for (const item of items) guard(() => enter(item));
        guard(() => ledger.learnOrder(items, goesOn));
      };
      const next = (signal: Signal): void => {
        switch (signal.type) {
          case 'item':
            return guard(() => ledger.enter(signal.item, 'live', tell));
          case 'page':
            each(signal.items, (item) => ledger.enter(item, 'backfill', tell));
            return subscriber.next({ type: 'told', ...(signal.frontier && { frontier: signal.frontier }) });
          case 'skipped':
            // What has been told may have changed; the rest is not asked for.
            return each(signal.items, (item) => ledger.enterSkipped(item, tell));
          case 'restored':
            return each(signal.items, (item) => ledger.enterRestored(item, tell), false);
          case 'reading':
            ledger.ties.begin();
            return subscriber.next(signal);
          case 'gap': {
            const gap: GapEvent = { ...signal, contactId };
            return ledger.enterGap(gap) ? tell(gap) : undefined;
          }
          default:
            return subscriber.next(signal);
        }
      };
      subscriber.add(
        signal$.subscribe({
          next,
          error: (error: unknown) => subscriber.error(error),
          complete: () => subscriber.complete(),
        }),
      );
    });
