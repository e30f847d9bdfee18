const REPLACEMENT = '\ufffd';
const BOM = '\ufeff';

/** The text of bytes in UTF-8, by the platform's `TextDecoder`, and where there is none, as in jsdom, by {@link decodeByHand}. */
export const decodeUtf8 = (bytes: Uint8Array): string => {
  const { TextDecoder: platforms }: { readonly TextDecoder?: unknown } = globalThis;
  return typeof platforms === 'function' ? new TextDecoder().decode(bytes) : decodeByHand(bytes);
};

/** As `TextDecoder` does it: without a byte order mark, and with U+FFFD for what is no UTF-8. */
export const decodeByHand = (bytes: Uint8Array): string => {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const size = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : 4;
    const read = size === 1 ? 1 : lead >= 0xc2 && lead < 0xf5 ? validBytes(bytes, at, size) : 0;
    parts.push(read === size ? String.fromCodePoint(pointAt(bytes, at, size)) : REPLACEMENT);
    at += Math.max(read, 1);
  }
  const text = parts.join('');
  return text.startsWith(BOM) ? text.slice(1) : text;
};

/** How many bytes, from the leading one, can begin a character of this size. */
const validBytes = (bytes: Uint8Array, at: number, size: number): number => {
  const lead = bytes[at] ?? 0;
  for (let index = 1; index < size; index += 1) {
    const byte = bytes[at + index] ?? 0;
    // The second byte rules out what has a shorter form, surrogates, and what is beyond Unicode.
    const low = index > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = index > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (byte < low || byte > high) return index;
  }
  return size;
};

const pointAt = (bytes: Uint8Array, at: number, size: number): number => {
  let point = (bytes[at] ?? 0) & (size === 1 ? 0x7f : 0xff >> (size + 1));
  for (let index = 1; index < size; index += 1) point = (point << 6) | ((bytes[at + index] ?? 0) & 0x3f);
  return point;
};
