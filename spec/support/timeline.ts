import type { Observable, SchedulerLike } from 'rxjs';
import type { Signal } from '../../lib/engine/signal.js';
import { signalText } from './signal-text.js';

/** Writes down each signal with its time, and how it ended. Filled while time goes on. */
export const timeline = (clock: SchedulerLike, signal$: Observable<Signal>): ReadonlyArray<string> => {
  const log: string[] = [];
  const write = (text: string): void => void log.push(`${clock.now()} ${text}`);
  signal$.subscribe({
    next: (signal) => write(signalText(signal)),
    error: (error: unknown) => write(error instanceof Error ? `# ${error.name}` : '#'),
    complete: () => write('|'),
  });
  return log;
};
