/** How many bytes a text takes in UTF-8, a lone surrogate counting as what replaces it. Needs no `TextEncoder`. */
export const utf8Length = (text: string): number => {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
};

/** A text in UTF-8, also where there is no `TextEncoder`, as in jsdom. */
export const encodeUtf8 = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes: number[] = [];
  for (const character of text) {
    const own = character.codePointAt(0) ?? 0;
    const point = own >= 0xd800 && own <= 0xdfff ? 0xfffd : own;
    const following = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    bytes.push(following === 0 ? point : ((0xf00 >> (following + 1)) & 0xff) | (point >> (6 * following)));
    for (let rest = following - 1; rest >= 0; rest -= 1) bytes.push(0x80 | ((point >> (6 * rest)) & 0x3f));
  }
  return Uint8Array.from(bytes);
};
