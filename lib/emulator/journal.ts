/** A log that keeps its newest entries only. */
export interface Journal<T> {
  /** The entries, oldest first; the same array as it goes on. */
  readonly entries: ReadonlyArray<T>;
  /** Adds an entry and returns what replaces it, while it is still there. */
  readonly add: (entry: T) => (replacement: T) => void;
}

/** Makes a log of at most `limit` entries. */
export const createJournal = <T>(limit: number): Journal<T> => {
  const entries: T[] = [];
  return {
    entries,
    add: (entry) => {
      entries.push(entry);
      if (entries.length > limit) entries.shift();
      let present = entry;
      return (replacement) => {
        const index = entries.lastIndexOf(present);
        if (index >= 0) entries[index] = replacement;
        present = replacement;
      };
    },
  };
};
