import type { Item } from './item.js';

/** A persisted item and since when GetTranscript shows it. */
export interface LoggedItem {
  readonly item: Item;
  readonly visibleAt: number;
}

/** What the service has persisted of one chat, in the order in which it happened. */
export interface TranscriptLog {
  readonly append: (item: Item, visibleAt: number) => void;
  /** Changes a persisted item in place; an unknown id is ignored. */
  readonly change: (id: string, to: (item: Item) => Item) => void;
  readonly find: (id: string) => Item | undefined;
  readonly entries: () => ReadonlyArray<LoggedItem>;
}

/** Makes an empty log. */
export const createTranscriptLog = (): TranscriptLog => {
  const entries: LoggedItem[] = [];
  const indexById = new Map<string, number>();
  const at = (id: string): LoggedItem | undefined => entries[indexById.get(id) ?? -1];
  return {
    append: (item, visibleAt) => {
      indexById.set(item.Id, entries.length);
      entries.push({ item, visibleAt });
    },
    change: (id, to) => {
      const index = indexById.get(id);
      const entry = at(id);
      if (index !== undefined && entry !== undefined) entries[index] = { ...entry, item: to(entry.item) };
    },
    find: (id) => at(id)?.item,
    entries: () => entries,
  };
};
