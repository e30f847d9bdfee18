import { filter, map, type Observable } from 'rxjs';
import { ChatEndedError } from '../../chat/errors.js';
import { isSignal } from '../signal.js';
import type { World } from '../world.js';

/** Errors with a {@link ChatEndedError} as soon as the chat is over, or this participant leaves it. For `takeUntil`. */
export const chatEnd = ({ signal$ }: Pick<World, 'signal$'>): Observable<never> =>
  signal$.pipe(
    filter(isSignal('closing', 'ended', 'failed', 'left')),
    map(() => {
      throw new ChatEndedError();
    }),
  );
