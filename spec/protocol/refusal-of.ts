/** What a call throws; `undefined` when it throws nothing. */
export const refusalOf = (call: () => unknown): unknown => {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
};
