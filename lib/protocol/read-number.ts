const NUMERIC = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Reads a number, also one that came as text; `undefined` where it is none, or no finite one. */
export const readNumber = (u: unknown): number | undefined => {
  const value = typeof u === 'string' && NUMERIC.test(u.trim()) ? Number(u) : u;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};
