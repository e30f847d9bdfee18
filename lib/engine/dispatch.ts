/** Runs a task when those before it are done: at once, or where one is running, after it. */
export type Dispatch = (task: () => void) => void;

/**
 * Creates the one line of a session. Whatever it emits, it emits from a task in this line, so that a value reaches all
 * who listen before the next one reaches any, whatever their callbacks do meanwhile.
 */
export const createDispatch = (): Dispatch => {
  const line: (() => void)[] = [];
  let isRunning = false;

  return (task) => {
    line.push(task);
    if (isRunning) return;
    isRunning = true;
    try {
      for (let next = line.shift(); next !== undefined; next = line.shift()) next();
    } finally {
      isRunning = false;
    }
  };
};
