import { defer, map, type MonoTypeOperatorFunction } from 'rxjs';
import type { ChatEvent, Position } from '../chat/event.js';
import { comparePositions } from '../chat/position.js';

/** Marks an event `late` when one with a greater place has passed before it. */
export const late = (): MonoTypeOperatorFunction<ChatEvent> => (event$) =>
  defer(() => {
    let latest: Position | undefined;
    return event$.pipe(
      map((event): ChatEvent => {
        if (event.type === 'gap') return event;
        const position = { at: event.at, id: event.id ?? '' };
        if (latest !== undefined && comparePositions(position, latest) < 0) return { ...event, late: true };
        latest = position;
        return event;
      }),
    );
  });
