import { OutcomeUnknownError } from '../../../lib/chat/errors.js';
import { factsOf, type LifeRecord } from '../life-record.js';
import type { Post } from '../service/post.js';
import type { Check } from './check.js';

/** What is known of one send when all is over. */
interface Send {
  readonly askedAt: number;
  readonly process: number;
  clientToken?: string;
  outcome?: 'sent' | 'rejected' | 'unknown' | undefined;
  id?: string;
  processing?: unknown;
  /** It was tried again, behind all others. */
  wasRetried: boolean;
  /** It was tried again though it may have arrived. */
  wasRepeated: boolean;
  wasDiscarded: boolean;
}

const sendsOf = (record: LifeRecord): ReadonlyMap<number, Send> => {
  const sends = new Map<number, Send>();
  for (const fact of factsOf(record, 'send')) {
    const send = sends.get(fact.send);
    if (fact.did === 'asked') {
      const { at: askedAt, process } = fact;
      sends.set(fact.send, { askedAt, process, wasRetried: false, wasRepeated: false, wasDiscarded: false });
    }
    if (send === undefined) continue;
    if (fact.did === 'queued') send.clientToken = fact.clientToken;
    if (fact.did === 'sent') Object.assign(send, { outcome: 'sent', id: fact.id, processing: fact.processing });
    if (fact.did === 'failed') send.outcome = fact.error instanceof OutcomeUnknownError ? 'unknown' : 'rejected';
    if (fact.did === 'retried') {
      send.wasRetried = true;
      send.wasRepeated ||= send.outcome === 'unknown';
      send.outcome = undefined;
    }
    if (fact.did === 'discarded') send.wasDiscarded = true;
  }
  return sends;
};

/** Processors let one message overtake another, and of two that say the same nobody can tell which did. */
const isTwin = ({ plan }: LifeRecord, { content }: Post, posts: ReadonlyArray<Post>): boolean =>
  plan.traits.processing !== undefined && posts.some((post) => post.content === content);

/** What was posted elsewhere right before, and pushed after: nobody can tell it from the echo. */
const isStraggler = (record: LifeRecord, { id, clientToken, postedAt }: Post, askedAt: number): boolean =>
  clientToken === undefined &&
  postedAt <= askedAt &&
  factsOf(record, 'event').some(({ event, at }) => event.type === 'message' && event.id === id && at >= askedAt);

/** What a process had to send, and nobody knows any more: neither the chat nor the transcript of the last process. */
const vanished = (record: LifeRecord, posted: (clientToken: string) => ReadonlyArray<Post>): ReadonlyArray<string> => {
  const start = factsOf(record, 'wanted')
    .filter(({ state }) => state === 'started')
    .pop();
  if (start?.state !== 'started' || start.unsent === undefined) return [];
  const shown = factsOf(record, 'transcript')
    .filter(({ process }) => process === start.process)
    .at(-1);
  const pending = new Set(
    shown?.transcript.items.flatMap((item) => (item.type === 'pending' ? [item.clientToken] : [])),
  );
  const discarded = new Set(
    [...sendsOf(record).values()].flatMap(({ wasDiscarded, clientToken }) => (wasDiscarded ? [clientToken] : [])),
  );
  return start.unsent
    .filter((token) => posted(token).length === 0 && !pending.has(token) && !discarded.has(token))
    .map((token) => `${token} was to be sent by process ${start.process}, and is neither posted nor shown`);
};

/**
 * Sends come to one outcome each, and it is true: `sent` is in the chat, once, under the id that was told; what was
 * rejected is not; they stand in the order in which they were sent. What a process takes with it is nobody's promise,
 * but what the next one takes over is. The service knows by the ClientToken which post is whose.
 */
export const trueSends: Check = (record) => {
  const wants = factsOf(record, 'wanted');
  const crashed = new Set(wants.flatMap(({ state, process }) => (state === 'crashed' ? [process] : [])));
  const own = record.truth.filter((post) => post.own);
  const postedBy = (clientToken: string | undefined): ReadonlyArray<Post> =>
    clientToken === undefined ? [] : own.filter((post) => post.clientToken === clientToken);
  const failures: string[] = [];
  const certain = new Map<string, number>();
  for (const [number, { askedAt, process, clientToken, outcome, id, processing, wasRetried, wasRepeated }] of sendsOf(
    record,
  )) {
    const posts = postedBy(clientToken);
    if (posts.length > 1 && !wasRepeated) failures.push(`send ${number} was posted ${posts.length} times`);
    if (outcome === undefined && !crashed.has(process)) failures.push(`send ${number} of ${askedAt} came to nothing`);
    if (outcome === 'rejected' && posts.length > 0) failures.push(`send ${number} counts as rejected and was posted`);
    if (outcome !== 'sent') continue;
    const acceptance = record.accepted.find((entry) => entry.clientToken === clientToken && entry.id === id);
    const { status } = acceptance ?? {};
    // One that was delivered may be known by its echo alone, when no answer came.
    const isThere = record.truth.some(
      (post) =>
        post.id === id &&
        (post.clientToken === clientToken || isTwin(record, post, posts) || isStraggler(record, post, askedAt)),
    );
    if (!isThere && status === undefined) failures.push(`send ${number} counts as sent and is not`);
    if (!isThere && status !== undefined && status !== 'PROCESSING' && processing === undefined)
      failures.push(`send ${number} counts as sent, and the service has said that it is ${status}`);
    if (clientToken !== undefined && !wasRetried) certain.set(clientToken, number);
  }
  let last = 0;
  for (const post of [...own].sort((a, b) => a.postedAt - b.postedAt)) {
    const send = certain.get(post.clientToken ?? '');
    // Processing lets one overtake another.
    if (send === undefined || record.plan.traits.processing !== undefined) continue;
    if (send < last) failures.push(`send ${send} was posted after send ${last}`);
    last = send;
  }
  return [...failures, ...vanished(record, postedBy)];
};
