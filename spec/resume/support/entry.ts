/** One line of a consumer's journal: what it was told, and when of its own doing. */
export type Entry =
  | {
      readonly type: 'event';
      readonly life: number;
      /** The type of the event. */
      readonly what: string;
      readonly id: string;
      readonly at: number;
      /** What tells one change of an item from another, as a checkpoint has it. */
      readonly state: string;
      readonly late: boolean;
      readonly content: string;
    }
  | { readonly type: 'gap'; readonly life: number; readonly reason: string }
  /** An own message was taken by the outbox, or by the service; or it failed. */
  | { readonly type: 'accepted' | 'sent' | 'failed'; readonly life: number; readonly number: number };

/** The lines of a journal. The last one of each life may be cut short, and was then not written. */
export const entriesOf = (text: string): ReadonlyArray<Entry> =>
  text.split('\n').flatMap((line): ReadonlyArray<Entry> => {
    try {
      const entry: Entry | undefined = line === '' ? undefined : JSON.parse(line);
      return entry === undefined ? [] : [entry];
    } catch {
      return [];
    }
  });
