import type { Decoded } from './decoded.js';
import type { OperationName } from './operation-name.js';

/** One operation of the service: how its request is written and how its answer is read. */
export interface Operation<I, O> {
  readonly name: OperationName;
  readonly method: 'GET' | 'POST';
  /** What follows the endpoint, percent-encoded. */
  readonly path: (input: I) => string;
  /** The request's JSON text with nothing but documented members; `undefined` where the operation has no body. */
  readonly encode: (input: I) => string | undefined;
  /** Reads the text of a 2xx answer. An empty one means the same as `{}`. */
  readonly decode: (body: unknown) => Decoded<O>;
}
