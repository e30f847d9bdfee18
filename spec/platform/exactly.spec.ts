import { AttachmentBodyError } from '../../lib/chat/errors.js';
import { exactly } from '../../lib/platform/exactly.js';

const pieces = (...texts: ReadonlyArray<string>): ReadonlyArray<Uint8Array> => texts.map((text) => Buffer.from(text));

const run = async (
  body: Iterable<Uint8Array>,
  bodyBytes: number,
): Promise<{ readonly text: string; readonly error: unknown }> => {
  const given: Uint8Array[] = [];
  let error: unknown;
  try {
    for await (const piece of exactly(body, bodyBytes)) given.push(piece);
  } catch (thrown) {
    error = thrown;
  }
  return { text: Buffer.concat(given).toString(), error };
};

describe('exactly', () => {
  it.each([
    [[], ''],
    [['abc'], 'abc'],
    [['a', '', 'bc', ''], 'abc'],
    [[''], ''],
  ])('passes on what has the right length: %j', async (texts, text) => {
    expect(await run(pieces(...texts), text.length)).toEqual({ text, error: undefined });
  });

  it('errors after the last of too few', async () => {
    expect(await run(pieces('a', 'b'), 3)).toEqual({ text: 'ab', error: new AttachmentBodyError('tooShort') });
  });

  it.each([
    [['abcd'], ''],
    [['ab', 'cd'], 'ab'],
    [['ab', 'c', '', 'd'], 'ab'],
  ])('never gives all of what is too long: %j', async (texts, text) => {
    expect(await run(pieces(...texts), 3)).toEqual({ text, error: new AttachmentBodyError('tooLong') });
  });

  it('lets go of its source when it goes on too long', async () => {
    let isReturned = false;
    function* endless(): Generator<Uint8Array> {
      try {
        for (;;) yield Buffer.from('a');
      } finally {
        isReturned = true;
      }
    }
    await run(endless(), 3);
    expect(isReturned).toBe(true);
  });
});
