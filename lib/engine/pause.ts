import { ignoreElements, merge, take, timer, type Observable } from 'rxjs';
import { createReturns } from './platform-returns.js';
import type { Ports } from './ports.js';

/** Waits so long, or until the platform is back online or in sight. Emits nothing, completes. */
export type Pause = (ms: number) => Observable<never>;

/** Creates the pauses between attempts, which have the platform's news in common. */
export const createPause = ({ clock, online$, visible$ }: Pick<Ports, 'clock' | 'online$' | 'visible$'>): Pause => {
  const return$ = createReturns(clock, online$, visible$);
  return (ms) => merge(timer(ms, clock), return$).pipe(take(1), ignoreElements());
};
