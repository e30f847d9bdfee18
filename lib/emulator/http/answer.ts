/** An HTTP response to be written. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
  /** What stands in the `Date` header; `'none'` leaves it out. @defaultValue the service's time */
  readonly date?: string;
  /** Set on what a proxy says in place of the service: it carries no number of the service's. */
  readonly isForeign?: true;
}

/** Writes a value as a JSON response. */
export const jsonAnswer = (status: number, value: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(value),
});
