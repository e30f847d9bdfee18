/** Forgets the first of a collection that has grown beyond its limit; after each entry it is one at most. */
export const forgetFirst = <K>(all: Map<K, unknown> | Set<K>, limit: number): void => {
  if (all.size <= limit) return;
  const [first] = all.keys();
  if (first !== undefined) all.delete(first);
};
