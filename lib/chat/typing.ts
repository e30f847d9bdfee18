import type { ChatEvent } from './event.js';
import type { Participant } from './participant.js';
import { MAX_PARTICIPANTS } from './participants.js';

/** Somebody who types. */
export interface Typist {
  readonly participant: Participant;
  /** When it counts as over if nothing more is heard, in ms since the epoch by the clock of who listens. */
  readonly until: number;
}

/** Who types. */
export interface Typing {
  /** In the order in which they began. */
  readonly typists: ReadonlyArray<Typist>;
  /** When each participant last posted something, by the service's clock: typing before that is over. */
  readonly postedAt: ReadonlyMap<string, number>;
}

/** Nobody types, and nobody has said anything yet. */
export const NO_TYPING: Typing = { typists: [], postedAt: new Map() };

/** What typing is judged by. */
export interface TypingRules {
  /** Until when somebody types who is heard typing now, by the clock of who listens. */
  readonly until: number;
  /** Who listens: the service sends one's own typing back. */
  readonly ownId?: string | undefined;
}

/**
 * Who types after an event; the same object where nothing changed. Typing begins or goes on with each typing event and
 * ends with what the participant posts, with leaving, and with the end of the chat. A typing event that was overtaken
 * by what came of it does not count.
 */
export const nextTyping = (typing: Typing, event: ChatEvent, { until, ownId }: TypingRules): Typing => {
  if (event.type === 'chatEnded') return without(typing, () => true);
  if (event.type === 'gap' || event.participant === undefined) return typing;
  const { participant, at } = event;
  switch (event.type) {
    case 'typing': {
      const isOver = at <= (typing.postedAt.get(participant.id) ?? -Infinity);
      return participant.id === ownId || isOver ? typing : begun(typing, { participant, until });
    }
    case 'message':
    case 'attachment':
      return posted(typing, participant.id, at);
    case 'participantLeft':
      return without(typing, ({ id }) => id === participant.id);
    case 'receipt':
    case 'participantJoined':
    case 'participantInvited':
    case 'participantActive':
    case 'participantInactive':
    case 'participantIdle':
    case 'participantReturned':
    case 'participantAutoDisconnected':
    case 'participantDisplayNameUpdated':
    case 'transferSucceeded':
    case 'transferFailed':
    case 'chatRehydrated':
    case 'authenticationInitiated':
    case 'authenticationSucceeded':
    case 'authenticationFailed':
    case 'authenticationTimeout':
    case 'authenticationExpired':
    case 'authenticationCancelled':
    case 'workflowCancelled':
    case 'unrecognized':
      return typing;
  }
};

/**
 * Who still types at `now`; the same object where nobody has stopped.
 *
 * @param expiryMs how long typing lasts at most. Who types for longer than that from now began before the clock was
 * set back, and is taken to have stopped.
 */
export const stillTyping = (typing: Typing, now: number, expiryMs = Infinity): Typing => {
  const isTyping = ({ until }: Typist): boolean => until > now && until - now <= expiryMs;
  return typing.typists.every(isTyping) ? typing : { ...typing, typists: typing.typists.filter(isTyping) };
};

const begun = (typing: Typing, typist: Typist): Typing => {
  const isKnown = typing.typists.some(({ participant: { id } }) => id === typist.participant.id);
  const typists = isKnown
    ? typing.typists.map((other) => (other.participant.id === typist.participant.id ? typist : other))
    : [...typing.typists.slice(1 - MAX_PARTICIPANTS), typist];
  return { ...typing, typists };
};

const posted = (typing: Typing, id: string, at: number): Typing => {
  const before = typing.postedAt.get(id) ?? -Infinity;
  // What is older than the last thing posted says nothing about now.
  if (at < before) return typing;
  const silent = without(typing, (participant) => participant.id === id);
  if (at === before) return silent;
  const others = [...typing.postedAt].filter(([other]) => other !== id).slice(1 - MAX_PARTICIPANTS);
  return { ...silent, postedAt: new Map([...others, [id, at]]) };
};

const without = (typing: Typing, matches: (participant: Participant) => boolean): Typing =>
  typing.typists.some(({ participant }) => matches(participant))
    ? { ...typing, typists: typing.typists.filter(({ participant }) => !matches(participant)) }
    : typing;
