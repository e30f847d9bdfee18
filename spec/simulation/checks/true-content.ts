import { factsOf } from '../life-record.js';
import { secret } from '../secret.js';
import type { Check } from './check.js';

/** What is told of a message is its text, or while it streams the beginning of it. */
export const trueContent: Check = (record) => {
  const truth = new Map(record.truth.map((post) => [post.id, post]));
  return factsOf(record, 'event').flatMap(({ event, at }) => {
    if (event.type !== 'message') return [];
    const content = truth.get(event.id)?.content;
    const isStreaming = event.streaming?.completed === false;
    if (content === undefined) {
      return isStreaming && event.content.startsWith(secret('chunk', event.id))
        ? []
        : [`${event.id} at ${at} was never posted`];
    }
    const isTrue = isStreaming ? content.startsWith(event.content) && event.content !== '' : content === event.content;
    return isTrue ? [] : [`${event.id} at ${at} has another text than was posted`];
  });
};
