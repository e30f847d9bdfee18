import type { GapEvent } from '../../../../../lib/index.js';
import type { FaultName } from '../../../../../lib/emulator/index.js';
import type { ChaosRecord } from '../chaos-record.js';
import type { ChaosCheck } from './check.js';
import { covers, untold } from './truth.js';

const TOKENS: ReadonlyArray<FaultName> = [
  'transcript.tokenRefused',
  'transcript.tokenRepeated',
  'transcript.tokenEndless',
];

/** A token that outlives any life. */
const LASTING_MS = 60_000;

/** Whether the life had anything in it that may make a gap of this kind true. */
const isPossible = ({ plan }: ChaosRecord, { reason }: GapEvent): boolean => {
  const has = (...faults: ReadonlyArray<FaultName>): boolean => faults.some((fault) => fault in plan.faults);
  switch (reason) {
    case 'overlapNotFound':
      // A transcript that falls behind no longer shows what it showed before.
      return has(...TOKENS, 'transcript.unreadableItem', 'transcript.lag');
    case 'tooManyPages':
      return has(...TOKENS);
    case 'unreadableItems':
      return has('transcript.unreadableItem');
    case 'transcriptDenied':
      // Where nothing can be read after the end, or not for long, a reading that was under way cannot be finished.
      return plan.emulator.afterEndGraceMs === 0 || (plan.emulator.connectionTokenLifetimeMs ?? 0) < LASTING_MS;
  }
};

/** Honest: a gap is announced only where something is missing, or where that cannot be known. */
export const honest: ChaosCheck = (record) => {
  const changes = untold(record);
  return record.processes.flatMap(({ events }, process) =>
    events.flatMap((event) => {
      if (event.type !== 'gap' || isPossible(record, event)) return [];
      const isTrue = changes.some(({ places }) => places.some((place) => covers(event, place)));
      return isTrue ? [] : [`a gap (${event.reason}) in process ${process + 1}, and nothing is missing, nor could be`];
    }),
  );
};
