/** What a request brings. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly bearer: string | undefined;
  readonly body: string;
  readonly bytes: number;
}

/** What goes back. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A JSON text as a record; empty where it is none. */
export const recordOf = (text: string): ReadonlyMap<string, unknown> => {
  const value: unknown = text === '' ? {} : JSON.parse(text);
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
};

/** A field that is text. */
export const textIn = (record: ReadonlyMap<string, unknown>, name: string): string | undefined => {
  const value = record.get(name);
  return typeof value === 'string' ? value : undefined;
};

/** A field that is a list of texts. */
export const textsIn = (record: ReadonlyMap<string, unknown>, name: string): ReadonlyArray<string> => {
  const value = record.get(name);
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
};

/** A field of a field. */
export const recordIn = (record: ReadonlyMap<string, unknown>, name: string): ReadonlyMap<string, unknown> => {
  const value = record.get(name);
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
};
