import type { Item, NoticeItem } from './item.js';

/** A chain of contacts has a few links; more than these are not believed, and the oldest are forgotten. */
const MAX_CONTACTS = 100;

/** As much of an item as says whose it is. */
export type Addressed = Pick<Item, 'at' | 'contactId' | 'initialContactId' | 'past'> &
  Partial<Pick<NoticeItem, 'notice'>>;

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
  readonly add: (contactId: string | undefined) => void;
  /** Whether a contact is the present link of the chain, as far as its items have said. */
  readonly isPresent: (contactId: string) => boolean;
  /**
   * All that are known, in the order in which they followed one another; first those that no item has named yet. The
   * same list as long as nothing is learnt.
   */
  readonly all: () => ReadonlyArray<string>;
}

/**
 * Knows the contacts that it is given.
 *
 * @param chain those that an earlier session knew, in the order in which they followed one another.
 */
export const createContacts = (given: ReadonlyArray<string>, chain: ReadonlyArray<string> = []): Contacts => {
  const ids = new Set([...given, ...chain]);
  let list: ReadonlyArray<string> | undefined;
  /** When the first item that was seen of each was posted. Those of an earlier session began before all that is seen now. */
  const beganAt = new Map(chain.map((contactId, index) => [contactId, index - chain.length] as const));
  let present = chain.at(-1);

  const add = (contactId: string | undefined): void => {
    if (contactId === undefined || ids.has(contactId)) return;
    ids.add(contactId);
    list = undefined;
    const [first, second] = ids;
    // The first one is the session's own, by its details.
    if (ids.size > MAX_CONTACTS && first !== undefined && second !== undefined) {
      ids.delete(second);
      beganAt.delete(second);
    }
  };

  /** Links follow one another: the present one is the one that began last, whatever straggler names an older one. */
  const see = (contactId: string, at: number): void => {
    if (at >= (beganAt.get(contactId) ?? Infinity)) return;
    beganAt.set(contactId, at);
    if (ids.size > 1) list = undefined;
    present = contactId;
    for (const [id, since] of beganAt) if (since > (beganAt.get(present) ?? -Infinity)) present = id;
  };

  return {
    add,
    has: (contactId) => ids.has(contactId),
    owns: ({ contactId, initialContactId }) =>
      contactId === undefined && initialContactId === undefined
        ? undefined
        : (contactId !== undefined && ids.has(contactId)) ||
          (initialContactId !== undefined && ids.has(initialContactId)),
    learn: ({ at, contactId, initialContactId, past, notice }) => {
      if (past === true) return;
      // The end of a contact does not make it the present one.
      if (contactId !== undefined && notice?.type !== 'chatEnded') see(contactId, at);
      add(initialContactId);
      add(contactId);
    },
    isPresent: (contactId) => present === undefined || present === contactId,
    all: () => (list ??= [...ids].sort((a, b) => (beganAt.get(a) ?? -Infinity) - (beganAt.get(b) ?? -Infinity) || 0)),
  };
};
