/** Whose timer it is: one who sleeps is called when awake, one who is dead never. */
export interface Owner {
  readonly isAlive: () => boolean;
  readonly asleepUntil: () => number;
}

/** Time that passes only by being run through. In ms from the beginning of the simulation. */
export interface VirtualTime {
  readonly now: () => number;
  /** Calls back once, and gives what cancels it. */
  readonly after: (ms: number, run: () => void, owner?: Owner) => () => void;
  /** Runs everything that is due until then, in order. */
  readonly runUntil: (at: number) => void;
}

interface Entry {
  at: number;
  readonly order: number;
  run: (() => void) | undefined;
  readonly owner: Owner | undefined;
}

const isBefore = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Creates a time line, a binary heap of what is to come. What is due at one time runs in the order of asking. */
export const createVirtualTime = (): VirtualTime => {
  const heap: Entry[] = [];
  let now = 0;
  let count = 0;

  const push = (entry: Entry): void => {
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      const above = heap[parent]!;
      if (!isBefore(entry, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  };

  const pop = (): void => {
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
  };

  return {
    now: () => now,
    after: (ms, run, owner) => {
      const entry: Entry = { at: now + ms, order: (count += 1), run, owner };
      push(entry);
      return () => (entry.run = undefined);
    },
    runUntil: (at) => {
      for (let next = heap[0]; next !== undefined && next.at <= at; next = heap[0]) {
        pop();
        const { run, owner } = next;
        if (run === undefined || owner?.isAlive() === false) continue;
        now = next.at;
        const wakesAt = owner?.asleepUntil() ?? 0;
        if (wakesAt > now) {
          next.at = wakesAt;
          push(next);
        } else run();
      }
      now = at;
    },
  };
};
