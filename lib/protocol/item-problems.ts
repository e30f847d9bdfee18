/** More say nothing new of one item. */
const MAX_PROBLEMS = 10;

/** What is odd about one item: where, and what was expected there; never what was found. */
export interface Problems {
  readonly all: ReadonlyArray<string>;
  /** Takes down one more, while there are few. */
  readonly add: (path: string, expected: string) => void;
}

/** Starts an empty list. */
export const createProblems = (): Problems => {
  const all: string[] = [];
  return {
    all,
    add: (path, expected) => {
      if (all.length < MAX_PROBLEMS) all.push(`${path}: expected ${expected}`);
    },
  };
};
