/** Whether two values of plain data say the same. A member that is `undefined` says nothing. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (!isComposed(a) || !isComposed(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  return (
    Object.keys(a).every((name) => isSame(memberOf(a, name), memberOf(b, name))) &&
    Object.keys(b).every((name) => Object.hasOwn(a, name) || b[name] === undefined)
  );
};

/** An array is composed of its elements, by index. */
type Composed = Readonly<Record<string, unknown>>;

const isComposed = (value: unknown): value is Composed => typeof value === 'object' && value !== null;

/** Not what every object inherits: data may use the same names. */
const memberOf = (value: Composed, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined);
