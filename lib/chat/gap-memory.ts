import type { GapEvent } from './event.js';

/** How many gaps are remembered, the newest. More of them speak of a transcript that is not to be read. */
const MAX_GAPS = 1_000;

/** The gaps that have been told. */
export interface GapMemory {
  /** Whether a gap is another one than those before: of another reason, or between other items. */
  readonly enter: (gap: GapEvent) => boolean;
  /** In the order of emission. */
  readonly all: () => ReadonlyArray<GapEvent>;
}

/** Creates an empty memory. */
export const createGapMemory = (): GapMemory => {
  const gaps = new Map<string, GapEvent>();
  return {
    enter: (gap) => {
      const key = `${gap.reason} ${gap.after?.id ?? ''} ${gap.before?.id ?? ''}`;
      if (gaps.has(key)) return false;
      gaps.set(key, gap);
      const [oldest] = gaps.size > MAX_GAPS ? gaps.keys() : [];
      if (oldest !== undefined) gaps.delete(oldest);
      return true;
    },
    all: () => [...gaps.values()],
  };
};
