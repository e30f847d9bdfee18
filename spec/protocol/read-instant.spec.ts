import fc from 'fast-check';
import { readInstant } from '../../lib/protocol/read-instant.js';

describe('readInstant', () => {
  it('reads what dates write', () => {
    const date = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (value) => {
        expect(readInstant(value.toISOString())).toBe(value.getTime());
      }),
      { numRuns: 5_000 },
    );
  });

  it('reads each day of a leap cycle', () => {
    const day = 86_400_000;
    const from = Date.parse('1999-12-01T00:00:00.000Z');
    for (let at = from; at < from + 1_600 * day; at += day) expect(readInstant(new Date(at).toISOString())).toBe(at);
  });

  it('agrees with the platform on every text of the usual length', () => {
    const digit = fc.integer({ min: 0, max: 9 }).map(String);
    const pair = fc.tuple(digit, digit).map((digits) => digits.join(''));
    const text = fc
      .tuple(pair, pair, pair, pair, pair, pair, pair, pair, digit)
      .map(
        ([a, b, month, day, hours, minutes, seconds, ms, last]) =>
          `${a}${b}-${month}-${day}T${hours}:${minutes}:${seconds}.${ms}${last}Z`,
      );
    fc.assert(
      fc.property(text, (value) => {
        expect(readInstant(value)).toBe(Date.parse(value));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['2026-03-02T10:15:10Z', '2026-03-02T10:15:10.000Z'],
    ['2026-03-02T10:15:10.370482Z', '2026-03-02T10:15:10.370Z'],
    ['2026-03-02T10:15Z', '2026-03-02T10:15:00.000Z'],
    ['2026-03-02T10:15:10.370+02:00', '2026-03-02T08:15:10.370Z'],
    ['2026-03-02T10:15:10.370-0230', '2026-03-02T12:45:10.370Z'],
    ['2026-03-02T10:15:10.370', '2026-03-02T10:15:10.370Z'],
  ])('reads %s', (text, expected) => {
    expect(new Date(readInstant(text)).toISOString()).toBe(expected);
  });

  it.each([
    '',
    '1',
    'soon',
    '2026',
    '2026-03-02',
    '2026-00-02T10:15:10.370Z',
    '2026-03-02T24:15:10.370Z',
    '2026-03-02T10:60:10.370Z',
    '2026-03-02T10:15:60.370Z',
    '2026-03-32T10:15:10.370Z',
    '2026-03-02T1x:15:10.370Z',
    '02.03.2026 10:15:10.370Z',
    '2026-03-02T10:15:10.3x0Z',
  ])('gives NaN for %j', (text) => {
    expect(readInstant(text)).toBeNaN();
  });
});
