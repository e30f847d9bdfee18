import type { Item, NoticeItem } from './item.js';

/** A chain of contacts has a few links; more than these are not believed, and the oldest are forgotten. */
const MAX_CONTACTS = 100;

/** As much of an item as says whose it is. */
export type Addressed = Pick<Item, 'at' | 'contactId' | 'initialContactId' | 'past'> &
  Partial<Pick<NoticeItem, 'notice'>>;

/** One contact of a chat. Plain data. */
export interface Link {
  readonly id: string;
  /** When the first of its items that was seen was posted, in ms since the epoch. */
  readonly beganAt?: number;
}

/**
 * The contacts that make up one chat. A transfer changes the contact of a chat and keeps the initial one; an agent's
 * details name the contact alone. So each item that names one contact of ours teaches the other that it names.
 */
export interface Contacts {
  /** Whether an item is of this chat: `undefined` where it names no contact. */
  readonly owns: (item: Addressed) => boolean | undefined;
  readonly has: (contactId: string) => boolean;
  /** Takes in an item that is known to be of this chat. Past contacts are not: nothing new comes of them. */
  readonly learn: (item: Addressed) => void;
  /** Takes in the first contact of the chain. */
  readonly addFirst: (contactId: string | undefined) => void;
  /** Whether a contact is the present link of the chain, as far as is known. */
  readonly isPresent: (contactId: string) => boolean;
  /**
   * All that are known, and last those of which is known when they began, a later one behind an earlier one within a
   * millisecond; the same list as long as nothing is learnt.
   */
  readonly all: () => ReadonlyArray<Link>;
}

/**
 * Knows the contacts that it is given: the session's own, and the first of the chain where that is known.
 *
 * @param earlier what an earlier session knew of the chain.
 */
export const createContacts = (given: ReadonlyArray<string>, earlier: ReadonlyArray<Link> = []): Contacts => {
  const [own, ...others] = given;
  const ids = new Set([...given, ...earlier.map(({ id }) => id)]);
  const firsts = new Set(others);
  let list: ReadonlyArray<Link> | undefined;
  /** When the first item that was seen of each was posted. */
  const beganAt = new Map(earlier.flatMap(({ id, beganAt: at }) => (at === undefined ? [] : [[id, at] as const])));
  let present: string | undefined;

  const add = (contactId: string | undefined): void => {
    if (contactId === undefined || ids.has(contactId)) return;
    ids.add(contactId);
    list = undefined;
    const [first, second] = ids;
    // The first one is the session's own, by its details.
    if (ids.size > MAX_CONTACTS && first !== undefined && second !== undefined) {
      ids.delete(second);
      firsts.delete(second);
      beganAt.delete(second);
    }
  };

  const addFirst = (contactId: string | undefined): void => {
    if (contactId === undefined || firsts.has(contactId)) return;
    add(contactId);
    firsts.add(contactId);
    findPresent();
  };

  /**
   * Links follow one another: the present one is the one that began last, whatever straggler names an older one, and
   * the first follows none. When the session's own began is not known before one of its items is seen; until then
   * nothing but the first is known to be followed.
   */
  const findPresent = (): void => {
    present = own;
    let latest = own !== undefined && firsts.has(own) ? -Infinity : (beganAt.get(own ?? '') ?? Infinity);
    for (const [id, at] of beganAt) if (!firsts.has(id) && at >= latest) [present, latest] = [id, at];
  };

  const see = (contactId: string, at: number): void => {
    if (at >= (beganAt.get(contactId) ?? Infinity)) return;
    // Put last: of two that began within a millisecond, a page shows the later one behind the other.
    beganAt.delete(contactId);
    beganAt.set(contactId, at);
    list = undefined;
    findPresent();
  };

  findPresent();
  return {
    addFirst,
    has: (contactId) => ids.has(contactId),
    owns: ({ contactId, initialContactId }) =>
      contactId === undefined && initialContactId === undefined
        ? undefined
        : (contactId !== undefined && ids.has(contactId)) ||
          (initialContactId !== undefined && ids.has(initialContactId)),
    learn: ({ at, contactId, initialContactId, past, notice }) => {
      if (past === true) return;
      addFirst(initialContactId);
      add(contactId);
      // The end of another contact does not make it the present one; of the own one it says that it had begun.
      if (contactId !== undefined && (notice?.type !== 'chatEnded' || contactId === own)) see(contactId, at);
    },
    isPresent: (contactId) => present === contactId,
    all: () =>
      (list ??= [
        ...[...ids].filter((id) => !beganAt.has(id)).map((id) => ({ id })),
        ...[...beganAt].map(([id, at]) => ({ id, beganAt: at })),
      ]),
  };
};
