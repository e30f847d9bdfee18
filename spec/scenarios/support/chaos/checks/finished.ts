import type { ChatEvent, EndReason, SessionStatus } from '../../../../../lib/index.js';
import type { ChaosEnding, ChaosPlan } from '../chaos-plan.js';
import type { ChaosCheck } from './check.js';

/** A customer who leaves ends the chat, and both may be told first. */
const ENDS: Readonly<Record<ChaosEnding, ReadonlyArray<EndReason>>> = {
  ended: ['ended'],
  disconnected: ['ended', 'disconnected'],
  endedAway: ['accessDenied'],
};

/** On a socket that has gone half-open the end is not heard, and shows only by a refusal. */
const endsOf = ({ ending, steps, faults }: ChaosPlan): ReadonlyArray<EndReason> =>
  'socket.deaf' in faults || steps.some(({ type }) => type === 'deafen')
    ? [...ENDS[ending], 'accessDenied']
    : ENDS[ending];

const isOver = ({ type }: SessionStatus): boolean => type === 'ended' || type === 'failed';

const isEnd = ({ type }: ChatEvent): boolean => type === 'chatEnded';

/** The session recovers when the faults are over, ends when its chat does and for no other reason, and is silent then. */
export const finished: ChaosCheck = ({ processes, hasRecovered, isQuiet, plan }) => {
  const failures: string[] = [];
  if (!hasRecovered) failures.push('not recovered long after the last fault');
  if (!isQuiet) failures.push('a socket or a timer is left, or the session has not ended');
  processes.forEach(({ statuses, events, finished: streams, afterwards }, index) => {
    const isLast = index === processes.length - 1;
    const end = statuses.findIndex(isOver);
    const status = statuses[end];
    if (!isLast && status !== undefined) failures.push(`process ${index + 1} is ${status.type} in the middle`);
    if (end >= 0 && end < statuses.length - 1) failures.push(`a status after the end in process ${index + 1}`);
    const told = events.findIndex(isEnd);
    if (told >= 0 && told < events.length - 1) failures.push(`an event after the end in process ${index + 1}`);
    failures.push(...afterwards.map((stream) => `${stream} of process ${index + 1} has not finished at its end`));
    if (!isLast) return;
    if (status?.type !== 'ended')
      failures.push(`the chat has ended, and the session is ${statuses.at(-1)?.type ?? 'nothing'}`);
    else if (!endsOf(plan).includes(status.reason)) failures.push(`ended: ${status.reason}`);
    if (told < 0) failures.push('the end was not told');
    const broken = [...streams].filter(([, error]) => error !== undefined).map(([name]) => name);
    if (broken.length > 0 || streams.size < 8)
      failures.push(`${streams.size} of 8 streams finished, ${broken.length} with an error`);
  });
  return failures;
};
