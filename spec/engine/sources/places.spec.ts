import { nextPlaces } from '../../../lib/engine/sources/places.js';
import { message } from '../../support/items.js';

const at = (...times: ReadonlyArray<number>) => times.map((time) => message(`m${time}`, time));
const ids = (places: ReadonlyArray<{ readonly id: string }>): ReadonlyArray<string> => places.map(({ id }) => id);

describe('nextPlaces', () => {
  it('starts before everything that a lagging transcript may still add', () => {
    expect(ids(nextPlaces([], at(100, 500, 990, 1_000), 30))).toEqual(['m500', 'm990', 'm1000']);
  });

  it('starts before the newest even without any overlap, so that the newest is there to be found', () => {
    expect(ids(nextPlaces([], at(1, 2, 3), 0))).toEqual(['m2', 'm3']);
  });

  it('has but one place where only one is known', () => {
    expect(ids(nextPlaces([], at(7), 30))).toEqual(['m7']);
  });

  it('stays where it was when nothing was read', () => {
    const places = nextPlaces([], at(1, 2, 3), 0);
    expect(nextPlaces(places, [], 0)).toBe(places);
  });

  it('goes on from the places before, in whatever order items come', () => {
    const places = nextPlaces([], at(1, 2, 3), 0);
    expect(ids(nextPlaces(places, at(9, 4, 3), 0))).toEqual(['m4', 'm9']);
  });

  it('keeps only so many however much the overlap holds', () => {
    const many = Array.from({ length: 500 }, (_, index) => index);
    expect(nextPlaces([], at(...many), 1_000)).toHaveLength(11);
  });
});
