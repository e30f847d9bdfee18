import { factsOf, type LifeRecord } from './life-record.js';

/** What a session says when something is wrong, each sign with how often: diagnostics, gaps, late events, failures. */
export const signsOf = (record: LifeRecord): ReadonlyMap<string, number> => {
  const signs = new Map<string, number>();
  const add = (...words: ReadonlyArray<string | undefined>): void => {
    const sign = words.filter((word) => word !== undefined).join(' ');
    signs.set(sign, (signs.get(sign) ?? 0) + 1);
  };
  for (const { diagnostic } of factsOf(record, 'diagnostic')) {
    add(
      diagnostic.type,
      'operation' in diagnostic ? diagnostic.operation : undefined,
      'heartbeat' in diagnostic ? diagnostic.heartbeat : undefined,
      'reason' in diagnostic ? diagnostic.reason : undefined,
      'error' in diagnostic ? diagnostic.error.name : undefined,
    );
  }
  for (const { event } of factsOf(record, 'event')) {
    if (event.type === 'gap') add('gap', event.reason);
    else if (event.late === true) add('late');
  }
  for (const fact of factsOf(record, 'send')) {
    if (fact.did === 'failed') add('send', fact.error instanceof Error ? fact.error.name : 'unknown');
  }
  for (const { status } of factsOf(record, 'status')) if (status.type === 'failed') add('failed', status.error.name);
  return signs;
};

/** The signs that one life shows more often than another, without those of a rate budget at work. */
export const moreSigns = (record: LifeRecord, than: LifeRecord): ReadonlyArray<string> => {
  const usual = signsOf(than);
  return [...signsOf(record)]
    .filter(([sign, count]) => count > (usual.get(sign) ?? 0) && !sign.startsWith('rateLimited'))
    .map(([sign]) => sign)
    .sort();
};
