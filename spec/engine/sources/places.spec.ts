import { nextPlaces } from '../../../lib/engine/sources/places.js';
import { message } from '../../support/items.js';

const at = (...times: ReadonlyArray<number>) => times.map((time) => message(`m${time}`, time));
const ids = (places: ReadonlyArray<{ readonly id: string }>): ReadonlyArray<string> => places.map(({ id }) => id);

const NO_OVERLAP = { overlapMs: 0, overlapItems: 0 };
const OVERLAP_30 = { overlapMs: 30, overlapItems: 0 };

describe('nextPlaces', () => {
  it('starts before everything that a lagging transcript may still add', () => {
    expect(ids(nextPlaces([], at(100, 500, 990, 1_000), OVERLAP_30))).toEqual(['m500', 'm990', 'm1000']);
  });

  it('starts before the newest even without any overlap, so that the newest is there to be found', () => {
    expect(ids(nextPlaces([], at(1, 2, 3), NO_OVERLAP))).toEqual(['m2', 'm3']);
  });

  it('has but one place where only one is known', () => {
    expect(ids(nextPlaces([], at(7), OVERLAP_30))).toEqual(['m7']);
  });

  it('stays where it was when nothing was read', () => {
    const places = nextPlaces([], at(1, 2, 3), NO_OVERLAP);
    expect(nextPlaces(places, [], NO_OVERLAP)).toBe(places);
  });

  it('goes on from the places before, in whatever order items come', () => {
    const places = nextPlaces([], at(1, 2, 3), NO_OVERLAP);
    expect(ids(nextPlaces(places, at(9, 4, 3), NO_OVERLAP))).toEqual(['m4', 'm9']);
  });

  it('keeps only so many however much the overlap holds', () => {
    const many = Array.from({ length: 500 }, (_, index) => index);
    expect(nextPlaces([], at(...many), { overlapMs: 1_000, overlapItems: 0 })).toHaveLength(11);
    expect(nextPlaces([], at(...many), { overlapMs: 1_000, overlapItems: 50 })).toHaveLength(51);
  });

  it('starts before so many items that may have been read since', () => {
    const far = at(...Array.from({ length: 100 }, (_, index) => 1_000 * index));
    expect(ids(nextPlaces([], far, { overlapMs: 30, overlapItems: 50 }))[0]).toBe('m48000');
  });

  it('keeps those of one time as the last page showed them, whatever their ids', () => {
    const [b, a, c] = ['b', 'a', 'c'].map((id) => message(id, 9));
    const places = nextPlaces([], [...at(1, 2), b!, a!], { ...NO_OVERLAP, overlapItems: 5 });
    expect(ids(places)).toEqual(['m1', 'm2', 'b', 'a']);
    expect(ids(nextPlaces(places, [a!, c!, b!], { ...NO_OVERLAP, overlapItems: 5 }))).toEqual([
      'm1',
      'm2',
      'a',
      'c',
      'b',
    ]);
  });

  it('stays the same list when the same is read again', () => {
    const places = nextPlaces([], at(1, 2, 3), OVERLAP_30);
    expect(nextPlaces(places, at(2, 3), OVERLAP_30)).toBe(places);
  });

  it('finds the same start page by page as all at once', () => {
    const overlap = { overlapMs: 30, overlapItems: 20 };
    const far = at(...Array.from({ length: 100 }, (_, index) => 1_000 * index));
    const paged = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90].reduce<ReturnType<typeof nextPlaces>>(
      (places, from) => nextPlaces(places, far.slice(from, from + 10), overlap),
      [],
    );
    const [start] = nextPlaces([], far, overlap);
    expect(paged[0]!.at).toBeLessThanOrEqual(start!.at);
    expect(paged[0]!.at).toBeGreaterThan(start!.at - 20_000);
  });
});
