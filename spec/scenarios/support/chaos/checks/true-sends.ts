import { OutcomeUnknownError } from '../../../../../lib/index.js';
import type { ChaosRecord } from '../chaos-record.js';
import type { ChaosCheck } from './check.js';

const postsOf = ({ truth }: ChaosRecord, content: string): ReadonlyArray<string> =>
  truth.flatMap(({ Id, Content }) => (Content === content ? [Id] : []));

/** What a process took over is in the chat, or its transcript says what became of it. */
const owes = (record: ChaosRecord): ReadonlyArray<string> =>
  record.processes.flatMap(({ owed }, process) => {
    const shown = record.processes
      .slice(process)
      .flatMap(({ transcripts }) => transcripts.flatMap(({ items }) => items.filter(({ type }) => type === 'pending')));
    const isReported = (content: string): boolean =>
      shown.some(
        (item) =>
          item.type === 'pending' &&
          item.content === content &&
          (item.status === 'rejected' || item.status === 'unknown'),
      );
    return owed
      .filter((content) => postsOf(record, content).length === 0 && !isReported(content))
      .map((content) => `${content.slice(-8)}, taken over by process ${process + 1}, came to nothing`);
  });

/**
 * Sends come to one outcome each, and it is true: `sent` is in the chat, once, under the id that was told; what was
 * rejected is not; they stand in the order in which they were sent. What a process takes with it is nobody's promise.
 */
export const trueSends: ChaosCheck = (record) => {
  const failures = [...owes(record)];
  const order: number[] = [];
  record.sends.forEach(({ process, content, outcome }, number) => {
    const posts = postsOf(record, content);
    if (posts.length > 1) failures.push(`send ${number} was posted ${posts.length} times`);
    if (outcome === undefined && process === record.processes.length) failures.push(`send ${number} came to nothing`);
    if (outcome?.type === 'sent') {
      if (posts[0] !== outcome.id) failures.push(`send ${number} counts as sent and is not`);
      order.push(record.truth.findIndex(({ Id }) => Id === outcome.id));
    }
    if (outcome?.type === 'failed' && !(outcome.error instanceof OutcomeUnknownError) && posts.length > 0) {
      failures.push(`send ${number} counts as rejected and was posted`);
    }
  });
  const isInOrder = order.every((place, index) => place > (order[index - 1] ?? -1));
  return isInOrder ? failures : [...failures, `sends stand in the order ${order.join()}`];
};
