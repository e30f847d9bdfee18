import type { ChatError } from '../../../lib/chat/errors.js';
import { toChatError as redacted, type FailedAnswer } from '../../../lib/protocol/to-chat-error.js';

export type { FailedAnswer };

/** Without the safeguard: an error repeats what the service answered. */
export const toChatError = (answer: FailedAnswer): ChatError => {
  const error = redacted(answer);
  error.message += `: ${answer.body}`;
  return error;
};
