import type { Membership } from '../chat/chat-registry.js';
import type { JsonRecord } from '../json.js';
import type { Service } from '../service.js';

/** One authorized call of an operation. */
export interface Call {
  readonly member: Membership;
  readonly body: JsonRecord;
  /** Path without query. */
  readonly path: string;
  /** Decides when what the call causes is pushed, relative to its answer. */
  readonly echo: (push: () => void) => void;
}

/** What an operation does: gives the body of its answer or throws a `ServiceError`. */
export type Operation = (service: Service, call: Call) => JsonRecord;
