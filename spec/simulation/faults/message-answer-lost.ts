import type { Fault } from './fault.js';

/** Messages of the session arrive, and their answers and echoes do not. */
export const messageAnswerLost: Fault = {
  kind: 'messageAnswerLost',
  weight: 0,
  strike: ({ conditions }, { lastsMs, pick }) =>
    conditions.add({
      kind: 'messageAnswerLost',
      lastsMs,
      call: (operation) => (operation === 'message' ? { type: 'loseAnswer', hangs: pick < 0.3 } : undefined),
      push: (text) => (pick < 0.6 && text.includes('\\"ParticipantId\\":\\"self\\"') ? [] : undefined),
    }),
};
