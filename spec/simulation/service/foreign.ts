/** How everything is named that belongs to another contact. */
export const FOREIGN = 'foreign-';

/** The contact that an item of another chat names: with the first of its chain, or without. */
export const foreignFields = (pick: number): object => {
  const contact = `${FOREIGN}contact`;
  return pick < 0.5 ? { ContactId: contact } : { ContactId: `${contact}-2`, InitialContactId: contact };
};
