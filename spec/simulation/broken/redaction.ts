import type { ChatError } from '../../../lib/chat/errors.js';
import type { CallAnswer } from '../../../lib/protocol/foreign-answer.js';
import { toChatError as redacted } from '../../../lib/protocol/to-chat-error.js';

/** Without the safeguard: an error repeats what the service answered. */
export const toChatError = (answer: CallAnswer): ChatError => {
  const error = redacted(answer);
  error.message += `: ${answer.body}`;
  return error;
};
