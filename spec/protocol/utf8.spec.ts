import fc from 'fast-check';
import { encodeUtf8, utf8Length } from '../../lib/protocol/utf8.js';

const EXAMPLES = [
  '',
  'a',
  '\u007f\u0080\u07ff\u0800\uffff',
  'Grüße 👋\u{10ffff}',
  '\ud800',
  'a\udfffb',
  '\udc00\ud800',
];
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
);

describe('encodeUtf8', () => {
  it.each(EXAMPLES)('does as TextEncoder does: %j', (example) =>
    expect(encodeUtf8(example)).toEqual(new TextEncoder().encode(example)),
  );
  it('does so with any text, lone surrogates included', () =>
    fc.assert(fc.property(text, (any) => expect(encodeUtf8(any)).toEqual(new TextEncoder().encode(any)))));
});

describe('utf8Length', () => {
  it('is how long the encoded text is', () =>
    fc.assert(fc.property(text, (any) => utf8Length(any) === new TextEncoder().encode(any).length)));
});
