import type { Fault } from './fault.js';

/** The participant token is refused once. By contract that is the end: of the chat, or of the attempt to begin. */
export const admissionRefused: Fault = {
  kind: 'admissionRefused',
  weight: 0.3,
  strike: ({ conditions }, { lastsMs }) =>
    conditions.add({
      kind: 'admissionRefused',
      lastsMs,
      uses: 1,
      call: (operation) =>
        operation === 'connection'
          ? { type: 'refuse', response: { status: 403, headers: {}, body: '{"message":"Access denied"}' } }
          : undefined,
    }),
};
