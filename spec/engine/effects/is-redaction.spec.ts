import fc from 'fast-check';
import { isRedaction, remainsOf } from '../../../lib/engine/effects/is-redaction.js';

const knows = (original: string, delivered: string): boolean => isRedaction(original, remainsOf(delivered) ?? ['?']);

describe('isRedaction', () => {
  it.each([
    ['my card is 4111 1111 1111 1111, thanks', 'my card is ****, thanks'],
    ['my card is 4111', 'my card is [CREDIT_DEBIT_NUMBER]'],
    ['I am Jane from Leeds', 'I am <NAME> from <ADDRESS>'],
    ['0044 1632 960 is my number', '#### is my number'],
    ['damn', 'd**n'],
  ])('knows %j in %j', (original, delivered) => {
    expect(knows(original, delivered)).toBe(true);
  });

  it.each([
    ['the text itself', 'hello', 'hello'],
    ['another text', 'hello', 'good bye'],
    ['another ending', 'my pin is 1234', 'my pin was ****'],
    ['another order', 'one two three', '** two ** one'],
    ['a mask for nothing', 'a pin', 'a pin****'],
    ['a mask alone', 'hello', '*****'],
    ['masks and spaces', 'hello you', '***** ***'],
    ['parts that overlap', 'aba', 'ab*ba'],
  ])('does not know %s', (_, original, delivered) => {
    expect(knows(original, delivered)).toBe(false);
  });

  it('knows any part masked, as long as a letter or digit is left', () => {
    const text = fc.stringMatching(/^[a-z0-9 ]{1,12}$/);
    fc.assert(
      fc.property(text, text, text, (before, hidden, after) => {
        const isTelling = /[a-z0-9]/.test(before + after);
        expect(knows(before + hidden + after, `${before}****${after}`)).toBe(isTelling);
      }),
    );
  });
});
