import { exhaustMap, ignoreElements, type Observable, type OperatorFunction } from 'rxjs';
import { attempt } from './attempt.js';
import type { Failed } from './failed.js';

/** As much of a session as typing takes. */
export interface SendsTyping {
  readonly sendTyping: () => Observable<void>;
}

/**
 * Tells the others on each value, whatever it is, that one types; the session lets through at most one in
 * `policies.typingThrottleMs`.
 *
 * Emits nothing but failures, each as a {@link Failed} value. Completes when the source has and no typing event is
 * under way. Passes on an error of the source at once. Unsubscribing aborts.
 */
export const sendTyping =
  <I>(session: SendsTyping): OperatorFunction<I, Failed<I>> =>
  (keystroke$) =>
    keystroke$.pipe(
      // exhaustMap: what is typed while a typing event is under way is told by that one.
      exhaustMap((keystroke) => attempt(keystroke, () => session.sendTyping().pipe(ignoreElements()))),
    );
