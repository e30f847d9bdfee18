import { factsOf, type LifeRecord } from '../life-record.js';
import { policiesOf } from '../plan/policies-of.js';
import { secret } from '../secret.js';
import type { Check } from './check.js';

/** How long a page may be on its way. */
const LAG_MS = 60_000;

/** Whether a text is the beginning of a streamed message that may never come to its end. */
export const isBeginning = ({ plan }: LifeRecord, id: string, content: string): boolean =>
  plan.traits.showsHalves === 'bare' && content.startsWith(secret('chunk', id));

/** Whether a process may have forgotten what it told of an item that is pushed once more behind many others. */
const mayBeForgotten = ({ plan, truth }: LifeRecord, process: number, isLate: boolean): boolean =>
  isLate && truth.length > policiesOf(plan.traits, process).maxRememberedItems;

/**
 * What is told of a message is its text, or while it streams the beginning of it, and it only grows. A transcript may
 * show the beginning without saying that it is one.
 */
export const trueContent: Check = (record) => {
  const truth = new Map(record.truth.map((post) => [post.id, post]));
  const longest = new Map<string, number>();
  return factsOf(record, 'event').flatMap(({ event, process, at }) => {
    if (event.type !== 'message') return [];
    const { id, content } = event;
    const isNew = mayBeForgotten(record, process, event.late === true);
    const [before, post] = [isNew ? 0 : (longest.get(`${process} ${id}`) ?? 0), truth.get(id)];
    longest.set(`${process} ${id}`, Math.max(before, content.length));
    if (content.length < before) return [`${id} at ${at} has a shorter text than before`];
    const isStreaming = event.streaming?.completed === false;
    if (post?.content === undefined) {
      return (isStreaming && content.startsWith(secret('chunk', id))) || isBeginning(record, id, content)
        ? []
        : [`${id} at ${at} was never posted`];
    }
    const mayBePart = isStreaming || (isBeginning(record, id, content) && at <= post.since + LAG_MS);
    const isTrue = mayBePart ? post.content.startsWith(content) && content !== '' : post.content === content;
    return isTrue ? [] : [`${id} at ${at} has another text than was posted`];
  });
};
