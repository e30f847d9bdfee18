/** What processors put where they took something out: a run of signs, or a name in brackets. */
const MASK = /[*#•█▇]+|\[[^[\]]*\]|<[^<>]*>|\{[^{}]*\}/u;

const SIGN = /[\p{L}\p{N}]/u;

/**
 * Whether the one text is the other with parts of it masked, as in `my card is [CARD]`: what was left stands there in
 * order and is the beginning and the end of it. A text that is masked all over may be any.
 */
export const isRedaction = (original: string, delivered: string): boolean => {
  const [first = '', ...others] = delivered.split(MASK);
  const last = others.pop();
  if (last === undefined || !SIGN.test([first, ...others, last].join(''))) return false;
  if (!original.startsWith(first) || !original.endsWith(last)) return false;
  let from = first.length;
  for (const part of others) {
    const index = original.indexOf(part, from);
    if (index < 0) return false;
    from = index + part.length;
  }
  return original.length - last.length > from;
};
