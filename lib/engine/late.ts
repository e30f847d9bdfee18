import { map, type MonoTypeOperatorFunction } from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { World } from './world.js';

/**
 * Marks an event `late` when one with a greater time has passed before it, here or in a session that this one resumes.
 * One of the same time is not late: within a millisecond only the service knows the order.
 */
export const late =
  ({ ledger }: Pick<World, 'ledger'>): MonoTypeOperatorFunction<ChatEvent> =>
  (event$) =>
    event$.pipe(
      map((event): ChatEvent => (ledger.emit(event) && event.type !== 'gap' ? { ...event, late: true } : event)),
    );
