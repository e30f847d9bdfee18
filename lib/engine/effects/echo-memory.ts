import type { ChatMessage, Position } from '../../chat/event.js';
import { mayHaveBecome } from '../../chat/hand-over.js';
import type { Ledger } from '../../chat/ledger.js';
import { echoesOf, type Awaiting, type Candidate, type Echo } from './echoes.js';
import { remainsOf } from './is-redaction.js';

/** How many messages it remembers while an echo is awaited, the newest. */
const REMEMBERED = 1_000;

/** What was posted while an own message was under way, and what has been learned of the own messages of this chat. */
export interface EchoMemory {
  /**
   * Takes in a message that was emitted, and whether it is known as an own one. Forgets all when none is awaited. Gives
   * whether it may be the echo of one.
   */
  readonly hear: (event: ChatMessage, isAwaited: boolean, isSent: boolean) => boolean;
  /** Takes in which message a send has become. */
  readonly answer: (id: string) => void;
  /** Looks for messages that were posted since, in all that is known of the chat. */
  readonly look: (awaiting: ReadonlyArray<Awaiting>) => void;
  /** Whether this message was emitted while something was awaited. */
  readonly hasHeard: (id: string) => boolean;
  /**
   * Which sends have become which of these messages, those apart that are claimed already.
   */
  readonly echoesOf: (awaiting: ReadonlyArray<Awaiting>, claimed: ReadonlySet<string>) => ReadonlyArray<Echo>;
}

interface Remembered extends Candidate {
  readonly participantId: string | undefined;
  readonly wasHeard: boolean;
}

/** @param participantId the own one, where it is known. */
export const createEchoMemory = (ledger: Pick<Ledger, 'messages'>, participantId: string | undefined): EchoMemory => {
  const remembered = new Map<string, Remembered>();
  let ownId = participantId;

  const remember = (message: Remembered): void => {
    const remains = remainsOf(message.content);
    remembered.set(message.id, remains === undefined ? message : { ...message, remains });
    const [oldest] = remembered.size > REMEMBERED ? remembered.keys() : [];
    if (oldest !== undefined) remembered.delete(oldest);
  };

  return {
    hear: ({ id, at, contentType, content, origin, participant }, isAwaited, isSent) => {
      if (isSent) ownId ??= participant?.id;
      if (!isAwaited) remembered.clear();
      if (!isAwaited || (ownId !== undefined && participant?.id !== ownId)) return false;
      const isLive = remembered.get(id)?.isLive ?? origin === 'live';
      remember({ id, at, contentType, content, participantId: participant?.id, isLive, wasHeard: true });
      return ownId !== undefined;
    },
    answer: (id) => {
      ownId ??= remembered.get(id)?.participantId;
    },
    look: (awaiting) => {
      if (ownId === undefined) return;
      for (const { id, at, contentType, content, participant } of ledger.messages()) {
        if (participant?.id !== ownId || remembered.has(id)) continue;
        if (!awaiting.some(({ handOver }) => mayHaveBecome(handOver, { id, at }))) continue;
        remember({ id, at, contentType, content, participantId: ownId, isLive: false, wasHeard: false });
      }
    },
    hasHeard: (id) => remembered.get(id)?.wasHeard === true,
    echoesOf: (awaiting, claimed) => {
      if (ownId === undefined) return [];
      const candidates = [...remembered.values()].filter((one) => one.participantId === ownId && !claimed.has(one.id));
      return echoesOf(awaiting, candidates.sort(byTime));
    },
  };
};

const byTime = (a: Position, b: Position): number => a.at - b.at;
