import { drawPlan } from './plan/draw-plan.js';
import { chosenVariations, VARIATIONS } from './plan/variations/variations.js';
import { simulate } from './run/simulate.js';

/** What a life with each of them counts, when it comes to matter. */
const SIGNS: Readonly<Record<string, ReadonlyArray<string>>> = {
  ties: ['tie'],
  resumes: ['resumedOtherwise'],
  echoes: ['messageLost', 'messageAnswerLost', 'elsewhere'],
  forgetful: ['messageAnswerLost', 'messageRefusedAgain'],
  interlopers: ['interposed', 'connectionDenied'],
  reentrant: ['consumerReconnecting', 'consumerWatching'],
  owners: ['visit'],
  foreigners: ['foreignFrames'],
  halves: ['halfShown'],
  processing: ['processing changed', 'processing suppressed', 'processing rejectedAtOnce'],
  hidden: ['hidden'],
};

const usual = drawPlan(5, []);

describe('variations', () => {
  it('has a sign for each', () => {
    expect(VARIATIONS.map(({ name }) => name)).toEqual(Object.keys(SIGNS));
  });

  describe.each(VARIATIONS)('$name', (variation) => {
    it.each(SIGNS[variation.name]!)('comes to show as %s in some of the first lives', (sign) => {
      const counts = Array.from(
        { length: 12 },
        (_, seed) => simulate(drawPlan(seed, [variation])).injected.get(sign) ?? 0,
      );

      expect(Math.max(...counts)).toBeGreaterThan(0);
    });

    it('leaves what is usual as it is, and draws the same again', () => {
      const varied = drawPlan(5, [variation]);

      expect(varied.steps).toEqual(expect.arrayContaining([...usual.steps]));
      expect(varied.lifeMs).toBe(usual.lifeMs);
      expect(drawPlan(5, [variation])).toEqual(varied);
    });
  });

  describe('chosenVariations', () => {
    const names = (env: Readonly<Record<string, string>>): ReadonlyArray<string> =>
      chosenVariations(env).map(({ name }) => name);

    it('gives all, those of a list, or those that are not in one', () => {
      expect(chosenVariations({})).toEqual(VARIATIONS);
      expect(names({ TRAITS: 'resumes' })).toEqual(['resumes']);
      expect(names({ TRAITS: 'none' })).toEqual([]);
      expect(names({ WITHOUT: 'resumes' })).not.toContain('resumes');
    });

    it('knows no others', () => {
      expect(() => chosenVariations({ TRAITS: 'tides' })).toThrow('there is no tides among');
    });
  });
});
