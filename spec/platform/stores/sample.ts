import type { Checkpoint } from '../../../lib/engine/checkpoint.js';

/** A checkpoint with something of everything, secrets included. */
export const sample = (contactId = 'contact', clientToken = 't'): Checkpoint => ({
  version: 1,
  contactId,
  standing: {
    accepted: true,
    connection: { number: 1, url: 'wss://example.com/?signature=secret-url', refreshAt: 3 },
    credentials: { connectionToken: 'secret-token', renewAt: 4 },
    places: [{ at: 1, id: 'a' }],
  },
  unsent: [{ clientToken, contentType: 'text/plain', content: 'Grüße \ud83d \u{1f600}\n"', mayHaveArrived: true }],
  undelivered: [
    {
      clientToken: 'u',
      contentType: 'text/plain',
      content: 'nobody knows',
      mayHaveArrived: true,
      at: 1,
      status: 'unknown',
    },
  ],
  told: [{ id: 'a', state: 'whole', receipts: [{ recipientId: 'b', readAt: 2 }] }],
});

/** What a promise rejects with. */
export const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
