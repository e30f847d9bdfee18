import { factsOf } from '../life-record.js';
import type { Check } from './check.js';

/** When the faults are over the session is live again; when the chat is over the session is, and says so. */
export const recovered: Check = (record) => {
  const failures: string[] = [];
  const statuses = factsOf(record, 'status');
  const [over] = factsOf(record, 'over');
  if (over !== undefined) {
    const before = statuses.filter(({ at }) => at < over.at).pop()?.status;
    const isFine = before?.type === 'live' || before?.type === 'ended' || before?.type === 'failed';
    if (!isFine) failures.push(`still ${before?.type ?? 'nothing'} long after the last fault`);
  }
  const last = statuses[statuses.length - 1]?.status.type;
  if (record.endedAt !== undefined && last !== 'ended' && last !== 'failed') {
    failures.push(`the chat has ended, and the session is ${last ?? 'nothing'}`);
  }
  if (last === 'ended' || last === 'failed') {
    const process = statuses[statuses.length - 1]?.process;
    const open = ['event$', 'status$', 'diagnostic$', 'transcript$', 'checkpoint$', 'typing$', 'participants$'].filter(
      (stream) => !factsOf(record, 'finished').some((fact) => fact.process === process && fact.stream === stream),
    );
    if (open.length > 0) failures.push(`over, and not finished: ${open.join()}`);
  }
  return failures;
};
