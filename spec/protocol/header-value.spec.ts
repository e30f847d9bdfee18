import fc from 'fast-check';
import { validateHeaderValue } from 'node:http';
import { BEARER, isHeaderValue } from '../../lib/protocol/header-value.js';
import { refusalOf } from './refusal-of.js';

describe('isHeaderValue', () => {
  it('agrees with Node on every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.integer({ max: 0x17f }).map((code) => String.fromCharCode(code)) }), (text) =>
        expect(isHeaderValue(text)).toBe(refusalOf(() => validateHeaderValue('x', text)) === undefined),
      ),
    );
  });

  it.each(['a\n', 'a\r\nX-Smuggled: 1', 'a\u0000', 'a\u007f', '\u{1f511}', '\u2028'])('refuses %j', (text) =>
    expect(isHeaderValue(text)).toBe(false),
  );
});

describe('BEARER', () => {
  it.each(['token', 'a token', 'eyJ0eXAi.eyJzdWIi.x_-~+/='])('accepts %j', (token) =>
    expect(BEARER.is(token)).toBe(true),
  );
  it.each(['', 'token\n', 7, null])('refuses %j', (token) => expect(BEARER.is(token)).toBe(false));
});
