/** A form of the service's that a `ViewResource` message shows: a template and what it may be filled with. */
export interface View {
  readonly id?: string;
  readonly arn?: string;
  readonly name?: string;
  readonly version?: number;
  /** JSON text as it came: the schema of the data that the template takes. */
  readonly inputSchema?: string;
  /** JSON text as it came. */
  readonly template?: string;
  /** What the participant can do with it; the chosen one goes into the `action` of the response. */
  readonly actions: ReadonlyArray<string>;
}
