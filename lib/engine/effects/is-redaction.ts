/** What processors put where they took something out: a run of signs, or a name in brackets. */
const MASK = /[*#•█▇]+|\[[^[\]]*\]|<[^<>]*>|\{[^{}]*\}/u;

/** Neither space nor punctuation. Property escapes are not to be had on all platforms. */
const SIGN = /[^\s\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]/u;

/** What is left of a text between its masks; `undefined` where there is none, or it is masked all over and may be any. */
export const remainsOf = (delivered: string): ReadonlyArray<string> | undefined => {
  const remains = delivered.split(MASK);
  return remains.length > 1 && SIGN.test(remains.join('')) ? remains : undefined;
};

/** Whether a text can have been masked so: what was left stands in it in order, and is its beginning and its end. */
export const isRedaction = (original: string, remains: ReadonlyArray<string>): boolean => {
  const [first = '', ...others] = remains;
  const last = others.pop() ?? '';
  if (!original.startsWith(first) || !original.endsWith(last)) return false;
  let from = first.length;
  for (const part of others) {
    const index = original.indexOf(part, from);
    if (index < 0) return false;
    from = index + part.length;
  }
  return original.length - last.length > from;
};
