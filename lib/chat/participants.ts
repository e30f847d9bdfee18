import type { ChatEvent } from './event.js';
import type { Participant } from './participant.js';

/** A chat has six participants at most; of more than these, those who came first are dropped. */
export const MAX_PARTICIPANTS = 100;

/** A participant who is in the chat. */
export interface RosterEntry extends Participant {
  /** Set while the service calls the participant idle. Best effort: it is pushed once and in no transcript. */
  readonly idle?: true;
}

/**
 * Who is in the chat after an event, in the order in which they came; the same list where nothing changed.
 *
 * Who joins is in, who leaves is out, and whoever speaks must be there, joined or not. Flow prompts and Lex bots, the
 * role `SYSTEM`, are the chat's own voice and in no list: nothing ever says that they leave.
 *
 * A late event tells how it was, not how it is. Only that somebody joined is still taken from it, and that somebody
 * left: the last words of one who has left bring nobody back.
 */
export const nextParticipants = (roster: ReadonlyArray<RosterEntry>, event: ChatEvent): ReadonlyArray<RosterEntry> => {
  if (event.type === 'chatEnded') return roster.length === 0 ? roster : [];
  if (event.type === 'gap' || event.participant === undefined) return roster;
  const { participant, late = false } = event;
  switch (event.type) {
    case 'participantJoined':
      return late && has(roster, participant) ? roster : present(roster, participant);
    case 'participantLeft':
      return has(roster, participant) ? roster.filter(({ id }) => id !== participant.id) : roster;
    case 'message':
    case 'attachment':
    case 'typing':
    case 'participantActive':
    case 'participantReturned':
      return late ? roster : present(roster, participant);
    case 'participantIdle':
    case 'participantInactive':
      return late ? roster : present(roster, participant, true);
    case 'participantDisplayNameUpdated':
      return late ? roster : renamed(roster, participant);
    case 'participantInvited':
    case 'participantAutoDisconnected':
    case 'receipt':
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
      return roster;
  }
};

type Roster = ReadonlyArray<RosterEntry>;

const has = (roster: Roster, { id }: Participant): boolean => roster.some((entry) => entry.id === id);

const present = (roster: Roster, participant: Participant, idle = false): Roster => {
  if (participant.role === 'SYSTEM') return roster;
  const before = roster.find(({ id }) => id === participant.id);
  const after = entryOf(before, participant, idle);
  if (before === undefined) return [...roster.slice(1 - MAX_PARTICIPANTS), after];
  return isSame(before, after) ? roster : roster.map((entry) => (entry === before ? after : entry));
};

const renamed = (roster: Roster, participant: Participant): Roster => {
  const before = roster.find(({ id }) => id === participant.id);
  return before === undefined ? roster : present(roster, participant, before.idle);
};

/** What an event does not say of a participant stays as it was. */
const entryOf = (before: RosterEntry | undefined, participant: Participant, idle: boolean): RosterEntry => {
  const role = participant.role ?? before?.role;
  const displayName = participant.displayName ?? before?.displayName;
  return {
    id: participant.id,
    ...(role !== undefined && { role }),
    ...(displayName !== undefined && { displayName }),
    ...(idle && { idle }),
  };
};

const isSame = (a: RosterEntry, b: RosterEntry): boolean =>
  a.role === b.role && a.displayName === b.displayName && a.idle === b.idle;
