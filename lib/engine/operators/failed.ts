import type { ChatError } from '../../chat/errors.js';

/** An action that failed. The operator goes on with the next input. */
export interface Failed<I> {
  readonly type: 'failed';
  readonly input: I;
  readonly error: ChatError;
}
