import type { Checkpoint } from '../../../lib/index.js';
import type { LifeRecord, Remains } from './chat-of-lives.js';
import type { Entry } from './entry.js';

type Told = Extract<Entry, { readonly type: 'event' }>;

/** What went wrong in a chat of many lives, which is to be nothing, and what it took. */
export interface Reckoning {
  readonly wrong: {
    /** Items that were never told, or not to their last word. */
    readonly lost: ReadonlyArray<string>;
    readonly gaps: ReadonlyArray<string>;
    /** Told after one that stands behind it, within one life and without a word about it. */
    readonly disordered: ReadonlyArray<string>;
    /** Told twice in one life. */
    readonly doubled: ReadonlyArray<string>;
    /** Told again although the checkpoint that the life began from knew of it. */
    readonly forgotten: ReadonlyArray<string>;
    readonly failedSends: ReadonlyArray<number>;
    /** Own messages that were checkpointed or told as sent, and are not in the chat. */
    readonly unsent: ReadonlyArray<number>;
    /** Own messages that are in the chat more than once, or after one that was sent later. */
    readonly misplaced: ReadonlyArray<string>;
  };
  readonly figures: {
    readonly events: number;
    /** Told in an earlier life already, and allowed: the checkpoint did not know of it yet. */
    readonly repeated: number;
    /** How many could have been repeated at most: what had been told and was not yet in the checkpoint. */
    readonly exposed: number;
    readonly ownMessages: number;
    /** Lives that had a stored connection and came to use one, and those of them that asked for no other. */
    readonly resumed: number;
    readonly reused: number;
  };
}

/** Compares what the consumer wrote down in all its lives with what the service knows. */
export const reckon = ({ transcript, journal, lives }: Remains): Reckoning => {
  const told = journal.filter((entry): entry is Told => entry.type === 'event');
  const lastWords = new Map(told.map(({ id, content }) => [id, content]));
  const lost = transcript.filter(({ Id, Content = '' }) => lastWords.get(Id) !== Content).map(({ Id }) => Id);

  const disordered: string[] = [];
  const doubled: string[] = [];
  const forgotten: string[] = [];
  const before = new Map<string, Told>();
  let repeated = 0;
  let exposed = 0;
  lives.forEach(({ resumedFrom }, life) => {
    const isKnown = knowledgeOf(resumedFrom);
    const now = new Map<string, Told>();
    let latest: Told | undefined;
    for (const known of before.values()) if (!isKnown(known)) exposed += 1;
    for (const event of told.filter((entry) => entry.life === life)) {
      const change = `${event.id} ${event.state}`;
      if (now.has(change)) doubled.push(change);
      if (isKnown(event)) forgotten.push(change);
      if (before.has(change)) repeated += 1;
      if (!event.late && latest !== undefined && isBehind(event, latest)) disordered.push(change);
      if (!event.late) latest = event;
      now.set(change, event);
    }
    for (const [change, event] of now) before.set(change, event);
  });

  const posted = transcript.flatMap(({ Content = '' }) => /^own (\d+)$/.exec(Content)?.slice(1).map(Number) ?? []);
  const owed = new Set([
    ...journal.flatMap((entry) => (entry.type === 'sent' ? [entry.number] : [])),
    ...lives.flatMap(({ resumedFrom }) => resumedFrom?.unsent.map(({ content }) => Number(content.slice(4))) ?? []),
  ]);
  const resumed = lives.filter(({ resumedFrom, handshakes }) => resumedFrom?.standing.connection && handshakes > 0);
  return {
    wrong: {
      lost,
      gaps: journal.flatMap((entry) => (entry.type === 'gap' ? [entry.reason] : [])),
      disordered,
      doubled,
      forgotten,
      failedSends: journal.flatMap((entry) => (entry.type === 'failed' ? [entry.number] : [])),
      unsent: [...owed].filter((number) => !posted.includes(number)),
      misplaced: posted.flatMap((number, index) => {
        const earlier = posted[index - 1] ?? 0;
        return number > earlier ? [] : [`${number} after ${earlier}`];
      }),
    },
    figures: {
      events: told.length,
      repeated,
      exposed,
      ownMessages: posted.length,
      resumed: resumed.length,
      reused: resumed.filter(isThrifty).length,
    },
  };
};

/** Whether a checkpoint knows that an event has been told. */
const knowledgeOf = (checkpoint: Checkpoint | undefined): ((event: Told) => boolean) => {
  // A mark of a whole text says how long it is as well.
  const marks = new Map(checkpoint?.told.map(({ id, state }) => [id, state.replace(/^whole.*/, 'whole')]));
  const [first] = checkpoint?.standing.places ?? [];
  return (event) => marks.get(event.id) === event.state || (first !== undefined && isBehind(event, first));
};

const isThrifty = ({ connectionsCreated }: LifeRecord): boolean => connectionsCreated === 0;

const isBehind = (a: Pick<Told, 'at'>, b: Pick<Told, 'at'>): boolean => a.at < b.at;
