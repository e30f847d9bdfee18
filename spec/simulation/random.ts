/** Chance that can be had again: one seed, one sequence. */
export interface Random {
  /** A number in [0, 1). */
  readonly next: () => number;
  /** A whole number from `min` to `max`. */
  readonly int: (min: number, max: number) => number;
  /** A number from `min` to `max`, each order of magnitude as likely as another. */
  readonly scale: (min: number, max: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly [T, ...ReadonlyArray<T>]) => T;
}

/** Takes the entry of a list at a fraction of its length. */
export const entryAt = <T>(list: readonly [T, ...ReadonlyArray<T>], fraction: number): T =>
  list[Math.floor(fraction * list.length)] ?? list[0];

/** Creates the sequence of a seed, by mulberry32: fast, and good enough to draw faults with. */
export const createRandom = (seed: number): Random => {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    scale: (min, max) => Math.round(min * (max / min) ** next()),
    chance: (probability) => next() < probability,
    pick: (list) => entryAt(list, next()),
  };
};
