import { Observable } from 'rxjs';
import type { ChatEvent, GapEvent, Position } from '../chat/event.js';
import type { Signal } from './signal.js';
import type { World } from './world.js';

/** What is left of the signals when each change has been told once. */
export type Told =
  | { readonly type: 'event'; readonly event: ChatEvent }
  /** A part of the transcript has been told; everything up to `frontier`, if given, has now been seen. */
  | { readonly type: 'told'; readonly frontier?: Position }
  | Exclude<Signal, { readonly type: 'item' | 'page' | 'skipped' | 'gap' }>;

/**
 * Enters what arrives into the ledger and lets pass what is new: each item once per change, each gap once.
 * All other signals pass as they are.
 */
export const dedupe =
  ({ ledger, contactId }: Pick<World, 'ledger' | 'contactId'>) =>
  (signal$: Observable<Signal>): Observable<Told> =>
    new Observable<Told>((subscriber) => {
      const tell = (event: ChatEvent): void => subscriber.next({ type: 'event', event });
      const next = (signal: Signal): void => {
        switch (signal.type) {
          case 'item':
            return ledger.enter(signal.item, 'live', tell);
          case 'page':
            for (const item of signal.items) ledger.enter(item, 'backfill', tell);
            return subscriber.next({ type: 'told', ...(signal.frontier && { frontier: signal.frontier }) });
          case 'skipped':
            // What has been told may have changed; the rest is not asked for.
            return signal.items.forEach((item) =>
              ledger.has(item.id) ? ledger.enter(item, 'backfill', tell) : ledger.enterSilently(item),
            );
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
