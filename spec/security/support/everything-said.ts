import { inspect } from 'node:util';

/** All that a log could make of a value: whatever it has inside, hidden or inherited, its stack and its causes. */
export const everythingSaid = (value: unknown): string =>
  [
    inspect(value, { depth: null, showHidden: true, getters: true }),
    JSON.stringify(value),
    String(value),
    ...causes(value),
  ].join('\n');

const causes = (value: unknown): ReadonlyArray<string> =>
  value instanceof Error ? [value.name, value.message, value.stack ?? '', ...causes(value.cause)] : [];
