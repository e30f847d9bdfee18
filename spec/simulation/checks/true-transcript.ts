import type { Transcript } from '../../../lib/chat/transcript.js';
import { factsOf } from '../life-record.js';
import { changesOf } from './changes.js';
import type { Check } from './check.js';
import { untold } from './delivered.js';
import { isBeginning } from './true-content.js';

const isSorted = ({ items }: Transcript): boolean => {
  let at = -Infinity;
  for (const item of items) {
    if (item.type === 'pending') continue;
    if (item.at < at) return false;
    at = item.at;
  }
  return true;
};

/** The transcript is sorted at any time, and in the end what the service holds, as far as it was told. */
export const trueTranscript: Check = (record) => {
  const transcripts = factsOf(record, 'transcript');
  const last = transcripts[transcripts.length - 1];
  const unsorted = transcripts.find(({ transcript }) => !isSorted(transcript));
  const failures = unsorted === undefined ? [] : [`the transcript at ${unsorted.at} is not sorted`];
  // A process that goes on from a checkpoint shows what came after it.
  if (last === undefined || last.process > 1) return failures;
  const missing = new Set(untold(record).map(({ post }) => post.id));
  const truth = new Map(record.truth.map((post) => [post.id, post]));
  const shown = new Set<string>();
  const isUntold = (id: string): boolean =>
    !factsOf(record, 'event').some(
      ({ event }) => event.type === 'message' && event.id === id && event.content === truth.get(id)?.content,
    );
  for (const item of last.transcript.items) {
    if (item.type === 'pending' || item.id === undefined) continue;
    if (shown.has(item.id)) failures.push(`${item.id} is in the transcript twice`);
    shown.add(item.id);
    const isUnfinished = item.type === 'message' && item.streaming?.completed === false;
    const mayBeUnfinished = isUnfinished || (item.type === 'message' && isBeginning(record, item.id, item.content));
    if (!truth.has(item.id) && !mayBeUnfinished) failures.push(`${item.id} is in the transcript and was never posted`);
    if (
      item.type === 'message' &&
      truth.has(item.id) &&
      !isUnfinished &&
      // Whether its end should have been told, others judge.
      !(mayBeUnfinished && isUntold(item.id)) &&
      truth.get(item.id)?.content !== item.content
    ) {
      failures.push(`${item.id} has another text in the transcript than was posted`);
    }
  }
  // What is forgotten for the sake of the limit is not shown any more.
  if (record.truth.length > (record.plan.traits.policies.maxRememberedItems ?? Infinity)) return failures;
  for (const { post } of changesOf(record)) {
    const isEnd = post.states.includes('chatEnded');
    if (!shown.has(post.id) && !missing.has(post.id) && !isEnd) failures.push(`${post.id} is not in the transcript`);
  }
  return failures;
};
