import type { ChaosCheck } from './check.js';

/** What is told of a message is its text, or while it streams the beginning of it. */
export const trueContent: ChaosCheck = ({ truth, streamed, processes }) => {
  const texts = new Map(truth.map(({ Id, Content }) => [Id, Content]));
  return processes.flatMap(({ events }) =>
    events.flatMap((event) => {
      if (event.type !== 'message') return [];
      const isStreaming = event.streaming?.completed === false;
      const text = isStreaming ? streamed.get(event.id) : texts.get(event.id);
      if (text === undefined) return [`${event.id} was never posted`];
      const isTrue = isStreaming ? event.content !== '' && text.startsWith(event.content) : text === event.content;
      return isTrue ? [] : [`${event.id} has another text than was posted`];
    }),
  );
};
