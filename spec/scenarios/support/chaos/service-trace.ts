import type { Emulator } from '../../../../lib/emulator/index.js';

/** What the service noticed of a participant, each with its time in ms since `beganAt`. */
export const serviceTrace = (
  emulator: Emulator,
  participantId: string,
  beganAt: number,
): ReadonlyArray<[atMs: number, line: string]> => [
  ...emulator.requests.map(({ at, operation, status, body }): [number, string] => [
    at - beganAt,
    `    request ${operation} ${status ?? 'unanswered'} ${operation === 'GetTranscript' ? JSON.stringify(body) : ''}`,
  ]),
  ...emulator.handshakes
    .filter((handshake) => handshake.participantId === participantId)
    .map(({ at, status }): [number, string] => [at - beganAt, `    handshake ${status ?? 'unanswered'}`]),
  ...emulator.frames
    .filter((frame) => frame.participantId === participantId && frame.text.includes('subscribe'))
    .map(({ at, socketId }): [number, string] => [at - beganAt, `    socket ${socketId.slice(0, 4)} subscribes`]),
  ...emulator
    .connections(participantId)
    .closures.map(({ at, by, code, socketId }): [number, string] => [
      at - beganAt,
      `    socket ${socketId.slice(0, 4)} closed by ${by}, ${code}`,
    ]),
];
