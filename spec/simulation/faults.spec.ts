import { judge } from './checks/checks.js';
import { FAULTS } from './faults/faults.js';
import { plainPlan } from './plain-plan.js';
import type { FaultStep } from './plan/plan.js';
import { simulate } from './run/simulate.js';

/** At the beginning, and at an absence, when the session connects again. */
const strikes = (kind: string): ReadonlyArray<FaultStep> =>
  [0, 61_000].map((at) => ({ type: 'fault', at, kind, lastsMs: 30_000, count: 2, pick: 0.3 }));

describe('faults', () => {
  it('has each kind once', () => {
    expect(new Set(FAULTS.map(({ kind }) => kind)).size).toBe(FAULTS.length);
  });

  it('needs none for a life without blemish', () => {
    const record = simulate(plainPlan());

    expect(judge(record)).toEqual([]);
    expect([...record.injected]).toEqual([]);
  });

  it.each(FAULTS.map(({ kind }) => kind))('%s strikes, and the guarantee holds', (kind) => {
    const record = simulate(plainPlan(strikes(kind)));

    expect(record.injected.get(kind)).toBeGreaterThan(0);
    expect(judge(record)).toEqual([]);
  });
});
