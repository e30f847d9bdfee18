/** Whether two values of plain data say the same. A member that is `undefined` says nothing. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [x, y] = [membersOf(a), membersOf(b)];
  return x.size === y.size && [...x].every(([name, value]) => y.has(name) && isSame(value, y.get(name)));
};

const membersOf = (value: object): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(value).filter(([, member]) => member !== undefined));
