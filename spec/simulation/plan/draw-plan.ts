import { createRandom, type Random } from '../random.js';
import { drawFault } from './draw-fault.js';
import { drawTraffic } from './draw-traffic.js';
import { drawUser } from './draw-user.js';
import type { Ending, Plan, Step } from './plan.js';
import { drawTraits } from './traits.js';
import type { Variation } from './variations/variation.js';
import { chosenVariations } from './variations/variations.js';

const HOUR_MS = 3_600_000;

const ENDINGS: readonly [Ending, ...ReadonlyArray<Ending>] = [
  'ended',
  'ended',
  'ended',
  'endedAway',
  'disconnected',
  'abandoned',
];

/** A sequence for each name, whatever else is drawn. */
const randomOf = (seed: number, name: string): Random => {
  let mixed = seed;
  for (let index = 0; index < name.length; index += 1) mixed = Math.imul(mixed, 31) + name.charCodeAt(index);
  return createRandom(mixed);
};

const byTime = (steps: ReadonlyArray<Step>): ReadonlyArray<Step> => [...steps].sort((a, b) => a.at - b.at);

/**
 * Draws a life from a seed: minutes to days with moments in which much happens at once, faults above all when there is
 * something to disturb; and whatever variations there are to be.
 */
export const drawPlan = (seed: number, variations: ReadonlyArray<Variation> = chosenVariations(process.env)): Plan =>
  variations.reduce((plan, { name, vary }) => {
    const varied = vary(plan, randomOf(seed, name));
    return { ...varied, steps: byTime(varied.steps) };
  }, drawUsual(seed));

const drawUsual = (seed: number): Plan => {
  const random = createRandom(seed);
  // Days are rare, because most of a day is beats and audits of a chat in which nothing happens.
  const lifeMs = random.chance(0.01)
    ? random.int(12 * HOUR_MS, 48 * HOUR_MS)
    : random.scale(0.25 * HOUR_MS, 3 * HOUR_MS);
  const traits = drawTraits(random, lifeMs);
  const calm = random.chance(0.1);
  const steps: Step[] = [];
  for (let moments = random.int(3, 9); moments > 0; moments -= 1) {
    const moment = random.chance(0.15) ? 0 : random.int(0, lifeMs);
    const spreadMs = random.scale(200, 180_000);
    const when = (): number => Math.min(lifeMs, moment + random.int(0, spreadMs));
    for (let count = random.int(1, 16); count > 0; count -= 1) steps.push(drawTraffic(random, when()));
    for (let count = random.int(0, 4); count > 0; count -= 1) steps.push(drawUser(random, when()));
    for (let count = calm ? 0 : random.int(0, 4); count > 0; count -= 1) steps.push(drawFault(random, when()));
  }
  for (let count = random.int(3, 15); count > 0; count -= 1) steps.push(drawTraffic(random, random.int(0, lifeMs)));
  return { seed, traits, steps: byTime(steps), lifeMs, ending: random.pick(ENDINGS) };
};
