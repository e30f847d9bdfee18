import { tally } from './run/tally.js';

/** Lives in which the engine once broke its promise, and how. */
const REGRESSIONS: ReadonlyArray<readonly [seed: number, what: string]> = [
  [17, 'told again after a restart what shared its millisecond with the first place'],
  [51, 'lost what shared its millisecond with the edge of a refused page'],
  [851, 'announced a gap where a page ended within a millisecond'],
  [32, 'renewed a token without a pause, because it was to expire within moments'],
  [201, 'replaced sockets without a pause, for the same reason'],
  [50, 'told again after a restart what was older than the first place'],
  [158, 'took a reading without a socket for proof that nothing was missing'],
  [369, 'took a reading without a socket for proof that nothing was missing'],
  [957, 'stopped for good when a second page was refused twice'],
  [835, 'missed what a lagging transcript did not show at first'],
  [1633, 'forgot in a second restart what the first had known'],
  [1638, 'let somebody type for hours after the clock was set back'],
  [431, 'told again after a restart the receipts of messages that it did not hold'],
  [10277, 'told an attachment back to an earlier stage after a restart'],
  [521, 'ended in silence when a reading was refused before the last words came'],
];

describe('the simulation', () => {
  it.each(REGRESSIONS)('keeps the guarantee in the life of seed %d, which %s', (seed) => {
    expect(tally({ from: seed, count: 1 }).failed).toEqual([]);
  });
});
