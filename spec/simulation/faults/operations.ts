import { entryAt } from '../random.js';

const TARGETS: readonly [RegExp, ...ReadonlyArray<RegExp>] = [
  /connection/,
  /connection/,
  /transcript/,
  /transcript/,
  /message/,
  /message|event/,
  /upload|storage/,
  /./,
];

/** Which operations a fault of calls is about. */
export const targetOf = (pick: number): RegExp => entryAt(TARGETS, pick);
