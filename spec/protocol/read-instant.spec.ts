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

  it('agrees with the platform on other zones and without seconds', () => {
    const date = fc.date({ min: new Date('0002-01-01'), max: new Date('9998-12-31'), noInvalidDate: true });
    const offset = fc.tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
    );
    fc.assert(
      fc.property(date, offset, fc.constantFrom(16, 19, 21, 22, 23), (value, [sign, hours, minutes], length) => {
        const zone = `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
        const text = value.toISOString().slice(0, length) + zone;
        expect(readInstant(text)).toBe(Date.parse(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['2026-03-02T10:15:10Z', '2026-03-02T10:15:10.000Z'],
    ['2026-03-02T10:15:10.370482Z', '2026-03-02T10:15:10.370Z'],
    ['2026-03-02T10:15Z', '2026-03-02T10:15:00.000Z'],
    ['2026-03-02T10:15:10.370+02:00', '2026-03-02T08:15:10.370Z'],
    ['2026-03-02T10:15:10.370-0230', '2026-03-02T12:45:10.370Z'],
    ['2026-03-02T10:15:10.370', '2026-03-02T10:15:10.370Z'],
    ['2026-03-02T10:15:10.370+05', '2026-03-02T05:15:10.370Z'],
    ['2026-03-02T10:15:10+00:00', '2026-03-02T10:15:10.000Z'],
    ['2026-03-02T10:15', '2026-03-02T10:15:00.000Z'],
    ['2026-03-02T10:15:10.3Z', '2026-03-02T10:15:10.300Z'],
    ['2026-03-02T10:15:10.370482917Z', '2026-03-02T10:15:10.370Z'],
    ['2026-03-02T10:15:10.3704829170001+01:00', '2026-03-02T09:15:10.370Z'],
    ['2026-03-02T10:15:10,370Z', '2026-03-02T10:15:10.370Z'],
    ['2026-03-02t10:15:10.370z', '2026-03-02T10:15:10.370Z'],
    ['2026-03-02 10:15:10.370Z', '2026-03-02T10:15:10.370Z'],
    ['2026-03-02 10:15:10 +02:00', '2026-03-02T08:15:10.000Z'],
    ['20260302T101510Z', '2026-03-02T10:15:10.000Z'],
    ['20260302T101510.370-0800', '2026-03-02T18:15:10.370Z'],
    ['2026-03-02T24:00:00Z', '2026-03-03T00:00:00.000Z'],
    ['2026-01-01T00:30:00+01:00', '2025-12-31T23:30:00.000Z'],
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
    '2026-03-02T10:15:10.370+25:00',
    '2026-03-02T10:15:10.370+01:60',
    '2026-03-02T24:00:01Z',
    '2026-0302T10:15:10Z',
    '2026-03-02T10:1510Z',
    '2026-03-02T10Z',
    '2026-03-02T10:15:10.Z',
    ` 2026-03-02T10:15:10.370Z`,
    `2026-03-02T10:15:10.${'3'.repeat(1_000_000)}Z`,
    '2026-03-02T10:15:10.370Z tomorrow',
  ])('gives NaN for %j', (text) => {
    expect(readInstant(text)).toBeNaN();
  });
});
