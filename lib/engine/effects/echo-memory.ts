import type { ChatMessage, Position } from '../../chat/event.js';
import { isAfter } from '../../chat/hand-over.js';
import type { Ledger } from '../../chat/ledger.js';
import type { CompleteMessage } from '../../chat/outgoing-message.js';
import { echoesOf, type Awaiting, type Candidate, type Echo } from './echoes.js';
import type { Sent } from './send-progress.js';

/** How many messages it remembers while an echo is awaited, the newest. */
const REMEMBERED = 1_000;

/** What was posted while an own message was under way, and what has been learned of the own messages of this chat. */
export interface EchoMemory {
  /** Takes in a message that was emitted, and as which send it is known, if it is. Forgets all when none is awaited. */
  readonly hear: (event: ChatMessage, isAwaited: boolean, sent?: CompleteMessage) => void;
  /** Takes in the answer to a send. */
  readonly answer: (message: CompleteMessage, sent: Sent) => void;
  /** Looks for messages that were posted since, in all that is known of the chat. */
  readonly look: (awaiting: ReadonlyArray<Awaiting>) => void;
  /** Whether this message was emitted while something was awaited. */
  readonly hasHeard: (id: string) => boolean;
  /**
   * Which sends have become which of these messages, those apart that are claimed already.
   *
   * @param isWhole whether all that was posted meanwhile is known.
   */
  readonly echoesOf: (
    awaiting: ReadonlyArray<Awaiting>,
    claimed: ReadonlySet<string>,
    isWhole: boolean,
  ) => ReadonlyArray<Echo>;
}

interface Remembered extends Candidate {
  readonly participantId: string | undefined;
  readonly wasHeard: boolean;
}

/** @param participantId the own one, where it is known. */
export const createEchoMemory = (ledger: Pick<Ledger, 'messages'>, participantId: string | undefined): EchoMemory => {
  const remembered = new Map<string, Remembered>();
  let ownId = participantId;
  let isProcessed = false;

  const learn = (message: CompleteMessage, echo: Pick<Remembered, 'participantId' | 'content'>): void => {
    ownId ??= echo.participantId;
    isProcessed ||= message.content !== echo.content;
  };

  const remember = (message: Remembered): void => {
    remembered.set(message.id, message);
    const [oldest] = remembered.size > REMEMBERED ? remembered.keys() : [];
    if (oldest !== undefined) remembered.delete(oldest);
  };

  return {
    hear: ({ id, at, contentType, content, origin, participant }, isAwaited, sent) => {
      if (sent !== undefined) learn(sent, { participantId: participant?.id, content });
      if (!isAwaited) return remembered.clear();
      if (ownId !== undefined && participant?.id !== ownId) return;
      const isLive = remembered.get(id)?.isLive ?? origin === 'live';
      remember({ id, at, contentType, content, participantId: participant?.id, isLive, wasHeard: true });
    },
    answer: (message, { id, processing }) => {
      isProcessed ||= processing !== undefined;
      const echo = remembered.get(id);
      if (echo !== undefined) learn(message, echo);
    },
    look: (awaiting) => {
      if (ownId === undefined) return;
      for (const { id, at, contentType, content, participant } of ledger.messages()) {
        if (participant?.id !== ownId || remembered.has(id)) continue;
        if (!awaiting.some(({ handOver }) => isAfter(handOver, { id, at }))) continue;
        remember({ id, at, contentType, content, participantId: ownId, isLive: false, wasHeard: false });
      }
    },
    hasHeard: (id) => remembered.get(id)?.wasHeard === true,
    echoesOf: (awaiting, claimed, isWhole) => {
      if (ownId === undefined) return [];
      const candidates = [...remembered.values()].filter((one) => one.participantId === ownId && !claimed.has(one.id));
      return echoesOf(awaiting, candidates.sort(byTime), isProcessed && isWhole);
    },
  };
};

const byTime = (a: Position, b: Position): number => a.at - b.at;
