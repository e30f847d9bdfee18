import { concatMap, from, lastValueFrom, map, tap, timer } from 'rxjs';
import { ConditionTimeoutError, type FaultPlan } from '../../../../lib/emulator/index.js';
import { patiently } from '../actor.js';
import { openStage, type Stage } from '../stage.js';
import type { ChaosFaults, ChaosPlan, ChaosStep } from './chaos-plan.js';
import type { ChaosRecord } from './chaos-record.js';
import { createCrowd, type Crowd } from './crowd.js';
import { endLife } from './end-life.js';
import { isFine } from './is-fine.js';
import { serviceTrace } from './service-trace.js';
import { createUser, type User } from './user.js';

/** On a machine that is busy with other things everything takes its time. */
const PATIENCE_MS = 30_000;

/** Those that are drawn without regard to whom they strike. */
const IMPARTIAL = /^(upload|download|transcript\.lag)/;

/** Lets faults strike one participant alone, as far as they can be told to. */
const against = (participantId: string, faults: ChaosFaults): FaultPlan =>
  Object.fromEntries(
    Object.entries(faults).map(([name, rule]) => [name, IMPARTIAL.test(name) ? rule : { ...rule, participantId }]),
  );

const act = ({ emulator, details: { participantId } }: Stage, user: User, crowd: Crowd, step: ChaosStep): void => {
  switch (step.type) {
    case 'drop':
      return void emulator.dropSockets(participantId, { code: step.code });
    case 'deafen':
      return void emulator.deafenSockets(participantId);
    case 'expire':
      return emulator.expireTokens(participantId);
    case 'send':
    case 'upload':
    case 'mark':
    case 'offline':
    case 'online':
    case 'restart':
      return user.act(step);
    default:
      return crowd.act(step);
  }
};

/** Whether something comes true in good time. */
const comesTrue = (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => true,
    (error: unknown) => {
      if (error instanceof ConditionTimeoutError || (error instanceof Error && error.name === 'TimeoutError'))
        return false;
      throw error;
    },
  );

/** Lives one life on the emulator, from the plan to the record. */
export const live = async (plan: ChaosPlan): Promise<ChaosRecord> => {
  const stage = await openStage({ emulator: plan.emulator, policies: plan.policies });
  const { emulator, details } = stage;
  const { contactId, participantId } = details;
  const beganAt = Date.now();
  const lines: [atMs: number, line: string][] = [];
  const note = (line: string): void => void lines.push([Date.now() - beganAt, line]);

  const crowd = createCrowd(emulator, contactId, participantId, await stage.guest());
  emulator.setFaults(against(participantId, plan.faults));
  const user = createUser(() => stage.engineWith({}), details, note);
  // The pace of the traffic, which is what a life consists of; whatever comes of it is waited for.
  const step$ = from(plan.steps).pipe(
    concatMap((step) => timer(step.afterMs).pipe(map(() => step))),
    tap((step) => {
      note(`step ${JSON.stringify(step)}`);
      act(stage, user, crowd, step);
    }),
  );
  await lastValueFrom(step$);

  note('no more faults');
  emulator.setFaults({});
  user.act({ type: 'online' });
  const hasRecovered = await comesTrue(emulator.until(() => isFine(stage, user, crowd), PATIENCE_MS));
  note('the end');
  await endLife(plan, stage, user, crowd);
  const isQuiet = (await comesTrue(patiently(user.end()))) && (await comesTrue(patiently(from(stage.comesToRest()))));

  const trace = [...lines, ...serviceTrace(emulator, participantId, beganAt + (plan.emulator.clockSkewMs ?? 0))];
  const record = {
    plan,
    truth: emulator.transcript(contactId),
    streamed: crowd.streamed,
    processes: user.processes,
    sends: user.sends,
    errors: user.errors,
    hasRecovered,
    isQuiet,
    trace: trace.toSorted(([a], [b]) => a - b).map(([atMs, line]) => `${atMs} ${line}`),
  };
  user.act({ type: 'offline' });
  if (isQuiet) await stage.end();
  else await emulator.close();
  return record;
};
