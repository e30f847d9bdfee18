const NAME = /^\w{1,40}$/;

/**
 * A platform's own name of what it threw, such as `ENOENT` or `SecurityError`. Asked by structure: errors of another
 * realm are no `Error` of ours, and what looks like anything but a name is not repeated.
 */
export const failureCode = (thrown: unknown): string | undefined => {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  const name = 'name' in thrown && typeof thrown.name === 'string' ? thrown.name : undefined;
  return [code, name].find((text) => text !== undefined && NAME.test(text));
};
