import fc from 'fast-check';
import { decodeByHand, decodeUtf8 } from '../../lib/platform/decode-utf8.js';

const platforms = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('decodeByHand', () => {
  it('reads all bytes as TextDecoder does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => decodeByHand(bytes) === platforms(bytes)),
      {
        numRuns: 2_000,
      },
    );
  });

  it('reads all texts as TextDecoder does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = new TextEncoder().encode(text);
        return decodeByHand(bytes) === platforms(bytes);
      }),
    );
  });

  it.each([
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61]],
    ['two of them', [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf]],
    [
      'the edges of each size',
      [
        0x7f, 0xc2, 0x80, 0xdf, 0xbf, 0xe0, 0xa0, 0x80, 0xef, 0xbf, 0xbf, 0xf0, 0x90, 0x80, 0x80, 0xf4, 0x8f, 0xbf,
        0xbf,
      ],
    ],
    ['forms that are too long', [0xc0, 0x80, 0xc1, 0xbf, 0xe0, 0x80, 0x80, 0xf0, 0x80, 0x80, 0x80]],
    ['surrogates', [0xed, 0xa0, 0x80, 0xed, 0xbf, 0xbf]],
    ['what is beyond Unicode', [0xf4, 0x90, 0x80, 0x80, 0xf5, 0x80, 0x80, 0x80, 0xff, 0xfe]],
    ['characters cut short', [0xc3, 0x61, 0xe2, 0x82, 0x61, 0xf0, 0x9f, 0x98, 0x61, 0xf0, 0x9f]],
    ['bytes that follow nothing', [0x80, 0xbf, 0x61]],
  ])('reads %s as TextDecoder does', (_, numbers) => {
    const bytes = Uint8Array.from(numbers);
    expect(decodeByHand(bytes)).toBe(platforms(bytes));
  });
});

describe('decodeUtf8', () => {
  const { TextDecoder } = globalThis;
  afterEach(() => Object.assign(globalThis, { TextDecoder }));

  it.each([TextDecoder, undefined])('reads text with and without a TextDecoder: %p', (platform) => {
    const bytes = new TextEncoder().encode('Grüße 👋');
    Object.assign(globalThis, { TextDecoder: platform });
    expect(decodeUtf8(bytes)).toBe('Grüße 👋');
  });
});
