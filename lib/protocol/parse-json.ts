/** Reads JSON text; `undefined`, which no JSON text means, where it is none or is nested beyond what the stack holds. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
