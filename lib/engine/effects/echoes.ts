import { mayHaveBecome, mayYetHaveBecome, type HandOver } from '../../chat/hand-over.js';
import type { CompleteMessage } from '../../chat/outgoing-message.js';
import { isRedaction } from './is-redaction.js';

/** A send that may have arrived, and of which no answer has come. */
export interface Awaiting {
  readonly message: CompleteMessage;
  readonly handOver: HandOver;
}

/** An own message that no send is known to have become yet. */
export interface Candidate {
  readonly id: string;
  readonly at: number;
  readonly contentType: string;
  readonly content: string;
  /** What is left of the content between masks, where there are any. */
  readonly remains?: ReadonlyArray<string> | undefined;
  /** Whether it was pushed while they were awaited: then nobody can have posted it long before. */
  readonly isLive: boolean;
}

/** Which send has become which message. */
export interface Echo {
  readonly clientToken: string;
  readonly candidate: Candidate;
}

/**
 * Finds out which messages are the echoes of which sends: by participant, place and text, each for one send, in the
 * order of both. Where a message may be the echo of more than one, it is that of none; also where one of them left before
 * the chat was known to its end, and so cannot claim it itself.
 *
 * Where the instance redacts messages, the masked text is the echo of the only send that it can be. A text that was
 * changed otherwise is that of none: the own participant may have posted it elsewhere.
 *
 * @param awaiting in the order of sending.
 * @param candidates own messages, in the order of the chat.
 */
export const echoesOf = (
  awaiting: ReadonlyArray<Awaiting>,
  candidates: ReadonlyArray<Candidate>,
): ReadonlyArray<Echo> => {
  const equal = [...groupsOf(awaiting).values()].flatMap((group) => {
    const echoes = echoesIn(group, candidates);
    const settled = new Set(echoes.map(({ clientToken }) => clientToken));
    const left = group.filter(({ message }) => !settled.has(message.clientToken));
    return echoes.filter(({ candidate }) => !left.some(({ handOver }) => mayYetHaveBecome(handOver, candidate)));
  });
  const settled = new Set(equal.map(({ clientToken }) => clientToken));
  const left = awaiting.filter(({ message }) => !settled.has(message.clientToken));
  return [...equal, ...redactedIn(left, candidates)];
};

const groupsOf = (awaiting: ReadonlyArray<Awaiting>): ReadonlyMap<string, ReadonlyArray<Awaiting>> => {
  const groups = new Map<string, Awaiting[]>();
  for (const one of awaiting) {
    const key = JSON.stringify([one.message.contentType, one.message.content]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
};

/** Among sends of one text: those that came to as many messages as they are, in order; else each that only one can mean. */
const echoesIn = (group: ReadonlyArray<Awaiting>, all: ReadonlyArray<Candidate>): ReadonlyArray<Echo> => {
  const [first] = group;
  if (first === undefined) return [];
  const { contentType, content } = first.message;
  const candidates = all.filter(
    (one) => one.content === content && one.contentType === contentType && group.some((send) => mayFollow(send, one)),
  );
  if (candidates.length >= group.length) return inTurn(group, candidates);
  const settled = new Set<Awaiting>();
  return candidates.flatMap((candidate) => {
    const [send, ...others] = group.filter((one) => mayFollow(one, candidate));
    if (send === undefined || others.length > 0 || settled.has(send)) return [];
    settled.add(send);
    return [{ clientToken: send.message.clientToken, candidate }];
  });
};

/** The masked texts that can be those of one send alone, where that has no other. */
const redactedIn = (left: ReadonlyArray<Awaiting>, candidates: ReadonlyArray<Candidate>): ReadonlyArray<Echo> => {
  const masked = candidates.filter(({ remains }) => remains !== undefined);
  const pairs = left.flatMap((send) =>
    masked
      .filter((candidate) => isMasked(send, candidate) && mayYetHaveBecome(send.handOver, candidate))
      .map((candidate) => ({ send, candidate })),
  );
  return pairs
    .filter(({ send, candidate }) => !pairs.some((other) => (other.send === send) !== (other.candidate === candidate)))
    .filter(({ send, candidate }) => mayFollow(send, candidate))
    .map(({ send, candidate }) => ({ clientToken: send.message.clientToken, candidate }));
};

const isMasked = ({ message }: Awaiting, { contentType, remains }: Candidate): boolean =>
  remains !== undefined && contentType === message.contentType && isRedaction(message.content, remains);

const inTurn = (group: ReadonlyArray<Awaiting>, candidates: ReadonlyArray<Candidate>): ReadonlyArray<Echo> => {
  const left = [...candidates];
  return group.flatMap((send) => {
    const index = left.findIndex((candidate) => mayFollow(send, candidate));
    const [candidate] = index < 0 ? [] : left.splice(0, index + 1).slice(-1);
    return candidate === undefined ? [] : [{ clientToken: send.message.clientToken, candidate }];
  });
};

const mayFollow = ({ handOver }: Awaiting, candidate: Candidate): boolean =>
  (candidate.isLive || handOver.isPartial !== true) && mayHaveBecome(handOver, candidate);
