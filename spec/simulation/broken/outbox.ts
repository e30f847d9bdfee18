import { defer, NEVER, of } from 'rxjs';
import type { Outbox } from '../../../lib/engine/effects/outbox.js';
import { deliver } from '../../../lib/engine/effects/deliver.js';
import type { World } from '../../../lib/engine/world.js';

/** Without the safeguard: each message leaves at once, whatever becomes of those before it. */
export const createOutbox = (world: World): Outbox => {
  const send: Outbox['send'] = (input) =>
    defer(() => {
      const { content, contentType = 'text/plain' } = typeof input === 'string' ? { content: input } : input;
      const message = { content, contentType, clientToken: world.ports.newId() };
      return deliver(world, { message, echo: () => undefined, note: () => undefined });
    });
  return {
    pending$: of([]),
    turn$: NEVER,
    unsettled: () => ({ unsent: [], undelivered: [] }),
    hear: () => undefined,
    resume: () => undefined,
    send,
    retry: send,
    discard: () => undefined,
  };
};
