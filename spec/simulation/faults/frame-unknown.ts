import type { Fault } from './fault.js';

/** Frames of other kinds come in between. */
export const frameUnknown: Fault = {
  kind: 'frameUnknown',
  weight: 2,
  strike: ({ conditions }, { lastsMs, count }) =>
    conditions.add({
      kind: 'frameUnknown',
      lastsMs,
      uses: count,
      push: (text) => [
        { text: '{"topic":"aws/news","content":{}}', afterMs: 0 },
        { text: '{"message":"Forbidden","connectionId":"c","requestId":"r"}', afterMs: 0 },
        { text: '', afterMs: 0 },
        { text, afterMs: 0 },
      ],
    }),
};
