import type { OperationName } from '../operation-name.js';

/** A request the emulator got. */
export interface RequestRecord {
  readonly operation: OperationName;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** Headers by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body, else the text that is none; `undefined` for uploads and as long as nothing has been read. */
  readonly body: unknown;
  /** Status of the answer; `undefined` until it is sent, and for good if none ever is. */
  readonly status: number | undefined;
  readonly at: number;
}
