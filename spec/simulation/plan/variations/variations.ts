import { echoes } from './echoes.js';
import { foreigners } from './foreigners.js';
import { forgetful } from './forgetful.js';
import { halves } from './halves.js';
import { hidden } from './hidden.js';
import { interlopers } from './interlopers.js';
import { owners } from './owners.js';
import { processing } from './processing.js';
import { reentrant } from './reentrant.js';
import { resumes } from './resumes.js';
import { ties } from './ties.js';
import type { Variation } from './variation.js';

/** All of them, in the order in which they are laid over a plan. */
export const VARIATIONS: ReadonlyArray<Variation> = [
  ties,
  resumes,
  echoes,
  forgetful,
  interlopers,
  reentrant,
  owners,
  foreigners,
  halves,
  processing,
  hidden,
];

const namesIn = (list: string): ReadonlyArray<string> => list.split(',').filter((name) => name !== '');

/**
 * The variations that lives are to have: all but those of `WITHOUT`, or only those of `TRAITS`, each a list of names
 * with commas between them.
 */
export const chosenVariations = ({
  TRAITS: only,
  WITHOUT: without = '',
}: Readonly<Record<string, string | undefined>>): ReadonlyArray<Variation> => {
  const unknown = [...namesIn(only ?? ''), ...namesIn(without)].find(
    (wanted) => wanted !== 'none' && !VARIATIONS.some(({ name }) => name === wanted),
  );
  if (unknown !== undefined)
    throw new Error(`there is no ${unknown} among ${VARIATIONS.map(({ name }) => name).join()}`);
  return VARIATIONS.filter(
    ({ name }) => !namesIn(without).includes(name) && (only === undefined || namesIn(only).includes(name)),
  );
};
