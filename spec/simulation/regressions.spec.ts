import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from './checks/checks.js';
import type { Plan } from './plan/plan.js';
import { simulate } from './run/simulate.js';

const FOLDER = join(__dirname, 'regressions');

/** Lives in which the engine once broke its promise, and how. They are kept as plans, because drawing changes. */
const REGRESSIONS = readdirSync(FOLDER).map((file): [string, string, Plan] => {
  const { what, ...plan }: Plan & { readonly what: string } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
  return [file, what, plan];
});

describe('the simulation', () => {
  it.each(REGRESSIONS)('keeps the guarantee in the life of %s, in which the engine once %s', (_, __, plan) => {
    expect(judge(simulate(plan))).toEqual([]);
  });
});
