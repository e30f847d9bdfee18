import { OutcomeUnknownError } from '../../../lib/chat/errors.js';
import { factsOf } from '../life-record.js';
import { secret } from '../secret.js';
import type { Check } from './check.js';

/**
 * Sends come to one outcome each, and it is true: `sent` is in the chat, once, under the id that was told; what was
 * rejected is not; they stand in the order in which they were sent. What a process takes with it is nobody's promise.
 */
export const trueSends: Check = (record) => {
  const wants = factsOf(record, 'wanted');
  const crashed = new Set(wants.flatMap(({ state, process }) => (state === 'crashed' ? [process] : [])));
  const own = record.truth.filter((post) => post.own);
  const facts = factsOf(record, 'send');
  const failures: string[] = [];
  const certain = new Map<string, number>();
  const outcomes = new Map(facts.flatMap((fact) => (fact.did === 'asked' ? [] : [[fact.send, fact] as const])));
  for (const { send, process, at, did } of facts) {
    if (did !== 'asked') continue;
    const outcome = outcomes.get(send);
    const posts = own.filter(({ content }) => content === secret('own', send));
    if (posts.length > 1) failures.push(`send ${send} was posted ${posts.length} times`);
    if (outcome === undefined) {
      if (!crashed.has(process)) failures.push(`send ${send} of ${at} came to nothing`);
      continue;
    }
    if (outcome.did === 'sent') {
      if (posts[0] === undefined || posts[0].id !== outcome.id) failures.push(`send ${send} counts as sent and is not`);
      certain.set(secret('own', send), send);
    } else if (outcome.did === 'failed' && !(outcome.error instanceof OutcomeUnknownError) && posts.length > 0) {
      failures.push(`send ${send} counts as rejected and was posted`);
    }
  }
  let last = 0;
  for (const post of [...own].sort((a, b) => a.postedAt - b.postedAt)) {
    const send = certain.get(post.content ?? '');
    if (send === undefined) continue;
    if (send < last) failures.push(`send ${send} was posted after send ${last}`);
    last = send;
  }
  return failures;
};
