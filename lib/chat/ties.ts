import type { Position } from './event.js';
import { byTime } from './position.js';

/** The order of items that were posted within one millisecond, as far as the transcript has shown it. */
export interface Ties {
  /** Takes in that a reading of the transcript begins: its first page does not go on where the last one has ended. */
  readonly begin: () => void;
  /**
   * Takes in a page of the transcript, in its order. Gives the times whose items may stand in another order now.
   *
   * @param goesOn whether it goes on where the page before has ended. @defaultValue `true`
   */
  readonly learn: (page: ReadonlyArray<Position>, goesOn?: boolean) => ReadonlyArray<number>;
  /**
   * Puts a part of a list in the order that was shown, in place. The list is sorted by time, and within a millisecond
   * by arrival: whatever no page has shown beside others stays where it is.
   */
  readonly arrange: <T>(
    list: T[],
    positionOf: (entry: T) => Position | undefined,
    start?: number,
    end?: number,
  ) => void;
  /**
   * Whether pages showed `a` after `b`, which was posted at the same time; `undefined` where none did, nor any that
   * overlap or go on one where the other has ended.
   */
  readonly isAfter: (a: Position, b: Position) => boolean | undefined;
  /** The items of a time that pages have shown beside others, in their order. */
  readonly at: (time: number) => ReadonlyArray<string>;
  /** Forgets all that was posted up to and at a time. */
  readonly forget: (upTo: number) => void;
}

const NONE: ReadonlyArray<number> = [];

/** What pages have shown of one time: of two parts no page has shown yet which comes first. */
interface Shown {
  readonly parts: ReadonlyArray<Part>;
  readonly places: ReadonlyMap<string, Place>;
}

interface Part {
  readonly ids: ReadonlyArray<string>;
}

interface Place {
  readonly rank: number;
  readonly part: Part;
}

const shown = (parts: ReadonlyArray<Part>): Shown => ({
  parts,
  places: new Map(
    parts.flatMap((part) => part.ids.map((id) => [id, part] as const)).map(([id, part], rank) => [id, { rank, part }]),
  ),
});

/**
 * Creates an empty memory. It holds only those milliseconds of which a page showed two items or more, so that a chat
 * without any costs nothing. Where pages contradict one another, the later one is right.
 */
export const createTies = (): Ties => {
  const shownAt = new Map<number, Shown>();
  /** What the last page ended with: the next one may go on within the same millisecond. */
  let edge: Position | undefined;

  /** Gives whether that changed anything. */
  const merge = (at: number, run: ReadonlyArray<string>): boolean => {
    const { parts = [], places = new Map<string, Place>() } = shownAt.get(at) ?? {};
    if (run.length < 2 || isKnown(places, run)) return false;
    const met = new Set(run.map((id) => places.get(id)?.part));
    // In the order in which the run meets them: each as a whole stands before the next.
    const joined: Part = {
      ids: woven(
        [...met].flatMap((part) => part?.ids ?? []),
        run,
      ),
    };
    const place = parts.findIndex((part) => met.has(part));
    const others = parts.filter((part) => !met.has(part));
    shownAt.set(
      at,
      shown(place < 0 ? [...parts, joined] : [...others.slice(0, place), joined, ...others.slice(place)]),
    );
    return true;
  };

  return {
    begin: () => {
      edge = undefined;
    },
    learn: (page, goesOn = true) => {
      if (page.length === 0) return NONE;
      const sorted = isSorted(page) ? page : [...page].sort(byTime);
      const changed: number[] = [];
      let run: string[] = [];
      sorted.forEach(({ at, id }, index) => {
        if (goesOn && index === 0 && edge?.at === at) run.push(edge.id);
        run.push(id);
        if (sorted[index + 1]?.at === at) return;
        // The last of two mentions counts: pages are one after the other.
        if (run.length > 1 && merge(at, [...new Set(run.reverse())].reverse())) changed.push(at);
        if (goesOn) edge = { at, id };
        run = [];
      });
      return changed;
    },
    arrange: (list, positionOf, start = 0, end = list.length) => {
      if (shownAt.size === 0) return;
      for (let index = start; index < end;) {
        const at = atOf(list, index, positionOf);
        let next = index + 1;
        while (next < end && atOf(list, next, positionOf) === at) next += 1;
        const places = at === undefined || next - index < 2 ? undefined : shownAt.get(at)?.places;
        if (places !== undefined) settle(list, index, next, (entry) => places.get(positionOf(entry)?.id ?? '')?.rank);
        index = next;
      }
    },
    isAfter: (a, b) => {
      const places = shownAt.get(a.at)?.places;
      const [x, y] = [places?.get(a.id), places?.get(b.id)];
      return y === undefined || x?.part !== y.part ? undefined : x.rank > y.rank;
    },
    at: (time) => shownAt.get(time)?.parts.flatMap(({ ids }) => ids) ?? [],
    forget: (upTo) => {
      for (const at of shownAt.keys()) if (at <= upTo) shownAt.delete(at);
    },
  };
};

const isSorted = (page: ReadonlyArray<Position>): boolean =>
  page.every(({ at }, index) => at >= (page[index - 1]?.at ?? -Infinity));

/** Whether all of a run stand in one part already, and in this order. */
const isKnown = (places: ReadonlyMap<string, Place>, run: ReadonlyArray<string>): boolean => {
  let last: Place | undefined;
  return run.every((id) => {
    const place = places.get(id);
    if (place === undefined) return false;
    const isNext = place.part === (last ?? place).part && place.rank > (last?.rank ?? -1);
    last = place;
    return isNext;
  });
};

/** Puts each of the run behind the one before it, where it is not there already, and leaves the rest as it is. */
const woven = (before: ReadonlyArray<string>, run: ReadonlyArray<string>): ReadonlyArray<string> => {
  const ids = [...before];
  const known = run.find((id) => ids.includes(id));
  let place = known === undefined ? ids.length : ids.indexOf(known);
  for (const id of run) {
    const present = ids.indexOf(id);
    if (present >= place) {
      place = present + 1;
      continue;
    }
    if (present < 0) place += 1;
    else ids.splice(present, 1);
    ids.splice(place - 1, 0, id);
  }
  return ids;
};

const atOf = <T>(
  list: ReadonlyArray<T>,
  index: number,
  positionOf: (entry: T) => Position | undefined,
): number | undefined => {
  const entry = list[index];
  return entry === undefined ? undefined : positionOf(entry)?.at;
};

/** Shares out the places of those that have a rank among them, by rank. */
const settle = <T>(list: T[], start: number, end: number, rankOf: (entry: T) => number | undefined): void => {
  const ranked = list.slice(start, end).flatMap((entry, index) => {
    const rank = rankOf(entry);
    return rank === undefined ? [] : [{ entry, rank, place: start + index }];
  });
  const sorted = [...ranked].sort((a, b) => a.rank - b.rank);
  ranked.forEach(({ place }, index) => {
    const next = sorted[index];
    if (next !== undefined) list.splice(place, 1, next.entry);
  });
};
