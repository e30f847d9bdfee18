import type { ChatEvent, Position } from './event.js';
import type { Participant, ParticipantRole } from './participant.js';
import { isSame } from './same.js';
import type { Ties } from './ties.js';

/** A chat has six participants at most; of more than these, those who came first are dropped. */
export const MAX_PARTICIPANTS = 100;

/** Of so many more something is remembered, so that what comes to light of those who have left brings nobody back. */
const MAX_MEMBERS = 2 * MAX_PARTICIPANTS;

/** A participant who is in the chat. */
export interface RosterEntry extends Participant {
  /** Set while the service calls the participant idle. Best effort: it is pushed once and in no transcript. */
  readonly idle?: true;
}

/** What is known of one who is or was in the chat, each with the time by which a later word outweighs it. Plain data. */
export interface Member {
  readonly id: string;
  /** The last word on whether they are there, and when it was said. Absent where there was none. */
  readonly last?: {
    readonly at: number;
    /** Of the event that said it: without it, no page can show that another of its millisecond came later. */
    readonly id?: string;
    readonly says: 'here' | 'idle' | 'gone';
  };
  /** When they were first there. */
  readonly cameAt?: number;
  readonly role?: { readonly at: number; readonly is: ParticipantRole };
  readonly displayName?: { readonly at: number; readonly is: string };
}

/** All that a later session has to know to tell who is there. Plain data. */
export interface Members {
  readonly members: ReadonlyArray<Member>;
  /** When all had left: the end of a part of the chat. */
  readonly endedAt?: number;
  /** Up to when a word may be of somebody who has left and is forgotten. */
  readonly forgottenAt?: number;
}

/** Who is in the chat. */
export interface Roster {
  /** Takes in what is emitted, in whatever order it is discovered. Gives whether that changes who is there. */
  readonly take: (event: ChatEvent) => boolean;
  /**
   * Takes in what is read and not emitted: an earlier session has emitted it, or the history policy left it out. Pages
   * are read in both directions, so that when it comes says nothing: of what was said within one millisecond, what is
   * known stands until a page shows that this came after it. Gives whether that changes who is there.
   */
  readonly takeRead: (event: ChatEvent) => boolean;
  /** In the order in which they first came; the same list as long as nothing changes. */
  readonly present: () => ReadonlyArray<RosterEntry>;
  /** The same object as long as nothing changes. */
  readonly members: () => Members;
  /** Takes in what an earlier session knew. */
  readonly recall: (members: Members) => void;
}

/** Nobody is there. */
export const NOBODY: ReadonlyArray<RosterEntry> = [];

type Says = 'here' | 'idle' | 'gone';

/** When something was said. Within a millisecond the transcript's order counts, else what was emitted later. */
interface Moment extends Position {
  readonly turn: number;
}

interface Known {
  last?: Moment & { readonly says: Says };
  came?: Moment;
  role?: Moment & { readonly is: ParticipantRole };
  displayName?: Moment & { readonly is: string };
}

/**
 * Creates an empty roster.
 *
 * Who joins is in, who leaves is out, and whoever speaks must be there, joined or not: the last word counts, whenever
 * it is taken in. Flow prompts and Lex bots, the role `SYSTEM`, are the chat's own voice and in no list: nothing ever
 * says that they leave.
 */
export const createRoster = (ties: Pick<Ties, 'isAfter'>): Roster => {
  const all = new Map<string, Known>();
  let ended: Moment | undefined;
  let forgottenAt = -Infinity;
  let turn = 0;
  let shown = NOBODY;
  let known: Members | undefined;

  const isAfter = (a: Moment, b: Moment): boolean | undefined => (a.at !== b.at ? a.at > b.at : ties.isAfter(a, b));

  const isLater = (a: Moment, b: Moment): boolean => isAfter(a, b) ?? a.turn >= b.turn;

  const outweighs = (a: Moment, b: Moment | undefined, isEmitted: boolean): boolean =>
    b === undefined || (isAfter(a, b) ?? isEmitted);

  const isHere = ({ last, role }: Known): boolean =>
    last !== undefined &&
    last.says !== 'gone' &&
    role?.is !== 'SYSTEM' &&
    (ended === undefined || isLater(last, ended));

  const byComing = ([, a]: readonly [string, Known], [, b]: readonly [string, Known]): number =>
    a.came === undefined || b.came === undefined || !isLater(a.came, b.came) ? -1 : 1;

  const show = (): boolean => {
    const here = [...all]
      .filter(([, one]) => isHere(one))
      .sort(byComing)
      .slice(-MAX_PARTICIPANTS)
      .map(([id, one]) => entryOf(id, one));
    if (isSame(here, shown)) return false;
    shown = here.length === 0 ? NOBODY : here;
    return true;
  };

  /** Gives whether who is there may be another matter now. */
  const word = (one: Known, moment: Moment, says: Says, isEmitted: boolean): boolean => {
    let changes = false;
    if (says !== 'gone' && (one.came === undefined || isAfter(one.came, moment) === true)) {
      one.came = moment;
      changes = true;
    }
    if (!outweighs(moment, one.last, isEmitted)) return changes;
    changes ||= one.last?.says !== says || (ended !== undefined && isLater(ended, one.last));
    one.last = { ...moment, says };
    return changes;
  };

  /** What an event does not say of a participant stays as it was. */
  const name = (one: Known, moment: Moment, { role, displayName }: Participant, isEmitted: boolean): boolean => {
    let changes = false;
    // The same event may come again under another name.
    const counts = (before: Moment | undefined): boolean =>
      (before?.id === moment.id && before.at === moment.at) || outweighs(moment, before, isEmitted);
    if (role !== undefined && counts(one.role)) {
      changes = one.role?.is !== role;
      one.role = { ...moment, is: role };
    }
    if (displayName !== undefined && counts(one.displayName)) {
      changes ||= one.displayName?.is !== displayName;
      one.displayName = { ...moment, is: displayName };
    }
    return changes;
  };

  /** Undefined for somebody who may have left and been forgotten. */
  const find = (id: string, at: number): Known | undefined => {
    const before = all.get(id);
    if (before !== undefined || at < forgottenAt) return before;
    const created: Known = {};
    all.set(id, created);
    return created;
  };

  const forgetOne = (): void => {
    if (all.size <= MAX_MEMBERS) return;
    const left = [...all].filter(([, one]) => !isHere(one));
    const [id, one] = (left.length > 0 ? left : [...all]).reduce((a, b) =>
      (b[1].last?.at ?? -Infinity) < (a[1].last?.at ?? -Infinity) ? b : a,
    );
    all.delete(id);
    if (left.length > 0) forgottenAt = Math.max(forgottenAt, one.last?.at ?? -Infinity);
  };

  const takeIn = (event: ChatEvent, isEmitted: boolean): boolean => {
    if (event.type === 'gap') return false;
    turn += 1;
    const moment: Moment = { at: event.at, id: event.id ?? '', turn };
    if (event.type === 'chatEnded') {
      // Not an item of the chat, but the end of a session that was refused or left: a later one may go on.
      if (event.id === undefined) return false;
      if (!outweighs(moment, ended, isEmitted)) return false;
      ended = moment;
      known = undefined;
      return show();
    }
    const { participant } = event;
    const says = whatItSays(event);
    if (participant === undefined || says === undefined || participant.role === 'SYSTEM') return false;
    const one = find(participant.id, event.at);
    if (one === undefined) return false;
    known = undefined;
    const isNamed = name(one, moment, participant, isEmitted);
    const isWord = says !== 'name' && word(one, moment, says, isEmitted);
    forgetOne();
    return (isNamed || isWord) && show();
  };

  return {
    take: (event) => takeIn(event, true),
    takeRead: (event) => takeIn(event, false),
    present: () => shown,
    members: () =>
      (known ??= {
        // As they came: within a millisecond a later session knows that by this alone.
        members: [...all].sort(byComing).map(([id, one]) => memberOf(id, one, isHere(one))),
        ...(ended && { endedAt: ended.at }),
        ...(forgottenAt > -Infinity && { forgottenAt }),
      }),
    recall: ({ members, endedAt, forgottenAt: before = -Infinity }) => {
      forgottenAt = Math.max(forgottenAt, before);
      if (endedAt !== undefined) ended = { at: endedAt, id: '', turn };
      for (const member of members) {
        turn += 1;
        all.set(member.id, knownOf(member, turn));
        forgetOne();
      }
      known = undefined;
      show();
    },
  };
};

/** What an event says of the participant that it names: that they are there or not, or nothing but the name. */
const whatItSays = (event: ChatEvent): Says | 'name' | undefined => {
  switch (event.type) {
    case 'participantJoined':
    case 'message':
    case 'attachment':
    case 'typing':
    case 'participantActive':
    case 'participantReturned':
      return 'here';
    case 'participantIdle':
    case 'participantInactive':
      return 'idle';
    case 'participantLeft':
      return 'gone';
    case 'participantDisplayNameUpdated':
      return 'name';
    case 'gap':
    case 'chatEnded':
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
      return undefined;
  }
};

const entryOf = (id: string, { last, role, displayName }: Known): RosterEntry => ({
  id,
  ...(role !== undefined && { role: role.is }),
  ...(displayName !== undefined && { displayName: displayName.is }),
  ...(last?.says === 'idle' && { idle: true }),
});

/** Whoever was there at an end that came after it is gone: within its millisecond that cannot be told any more. */
const memberOf = (id: string, { last, came, role, displayName }: Known, isHere: boolean): Member => ({
  id,
  ...(last && { last: { at: last.at, ...(last.id !== '' && { id: last.id }), says: isHere ? last.says : 'gone' } }),
  ...(came && { cameAt: came.at }),
  ...(role && { role: { at: role.at, is: role.is } }),
  ...(displayName && { displayName: { at: displayName.at, is: displayName.is } }),
});

/** What has no id is in no page, so that nothing within its millisecond is known to come after it. */
const knownOf = ({ last, cameAt, role, displayName }: Member, turn: number): Known => ({
  ...(last && { last: { id: '', ...last, turn } }),
  ...(cameAt !== undefined && { came: { at: cameAt, id: '', turn } }),
  ...(role && { role: { ...role, id: '', turn } }),
  ...(displayName && { displayName: { ...displayName, id: '', turn } }),
});
