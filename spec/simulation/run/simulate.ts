import { config } from 'rxjs';
import { createEngine } from '../../../lib/engine/create-engine.js';
import { census } from '../census.js';
import { FAULTS } from '../faults/faults.js';
import type { Stage } from '../faults/fault.js';
import { createConditions } from '../network/conditions.js';
import type { NetworkConfig } from '../network/network.js';
import { createProcess, type Process } from '../network/process.js';
import type { Plan, Step } from '../plan/plan.js';
import { policiesOf, resumeOf } from '../plan/policies-of.js';
import { createRandom } from '../random.js';
import type { Fact, LifeRecord, Stamped } from '../life-record.js';
import { act, postOwn } from '../service/act.js';
import { SELF } from '../service/authors.js';
import { createService, HOSTS } from '../service/service.js';
import { createVirtualTime } from '../virtual-time.js';
import { finish } from './finish.js';
import { populate } from './populate.js';
import { logSession, type Saved } from './session-log.js';
import { createUser } from './user.js';

/** Timers may outlive going offline: what was held back is released, and who typed then stops typing. */
const SETTLED_MS = 30_000;

const STRIKES = new Map(FAULTS.map(({ kind, strike }) => [kind, strike] as const));

/** Lives one life, from the plan to the record. Everything follows from the plan. */
export const simulate = (plan: Plan): LifeRecord => {
  // Readers that throw are part of the plan, and not reported to the platform.
  config.onUnhandledError = () => undefined;
  const { traits, seed } = plan;
  census.take();
  const time = createVirtualTime();
  const facts: Stamped[] = [];
  const conditions = createConditions(time);
  const service = createService(time, createRandom(seed + 1), traits, conditions);
  let number = 0;
  let process: Process | undefined;
  let saved: Saved | undefined;
  let events = 0;
  let isUp = false;

  const note = (fact: Fact): void => {
    if (fact.type === 'event') events += 1;
    facts.push({ at: time.now(), process: number, ...fact });
  };
  const network: NetworkConfig = { time, random: createRandom(seed + 2), traits, conditions, service, note };
  const user = createUser(time, note);

  const start = (): Process => {
    number += 1;
    const mine = number;
    const resume = resumeOf(traits, number);
    if (resume !== undefined) conditions.count('resumedOtherwise');
    const offsetMs = resume?.clockOffsetMs ?? traits.clockOffsetMs;
    const started = createProcess(network, createRandom(seed + 2 + number), number, offsetMs);
    process = started;
    isUp = true;
    note({
      type: 'wanted',
      state: 'started',
      told: saved?.told ?? [],
      accepted: saved?.checkpoint.standing.accepted ?? false,
      unsent: saved?.checkpoint.unsent.map(({ clientToken }) => clientToken) ?? [],
    });
    const engine = createEngine(started.ports, { endpoint: HOSTS.participant, policies: policiesOf(traits, number) });
    const session = engine.session({
      contactId: 'contact-1',
      participantToken: service.participantToken,
      ...(traits.knowsOwnId && { participantId: SELF.id }),
      ...(traits.knowsInitialContact && { initialContactId: 'contact-1' }),
      ...(saved && { resumeFrom: saved.checkpoint }),
    });
    logSession(session, {
      note,
      isAlive: () => number === mine,
      eventCount: () => events,
      before: saved?.told ?? [],
      save: (next) => (saved = next),
    });
    user.take(session);
    return started;
  };

  /** Whether somebody was online since: a visitor, or a reader from inside its callback. */
  const hasBeenBack = (wentAt: number): boolean =>
    facts.some((fact) => fact.type === 'status' && fact.status.type !== 'idle' && fact.at > wentAt);

  const goOffline = (forMs: number): void => {
    const here = process;
    if (!user.isHere()) return;
    user.goOffline();
    const wentAt = time.now();
    time.after(Math.min(forMs, SETTLED_MS), () => {
      here?.run(() => {
        if (!isUp || hasBeenBack(wentAt) || user.isOnline() || user.effectsUnderWay() > 0 || forMs < SETTLED_MS) return;
        note({ type: 'remains', when: 'offline', remains: here.remains() });
      });
    });
    time.after(forMs, () => here?.run(() => here === process && isUp && user.goOnline()));
  };

  const visit = (forMs: number): void => {
    const here = process;
    const leave = user.visit();
    conditions.count('visit');
    time.after(forMs, () => here?.run(leave));
  };

  const restart = (afterMs: number): void => {
    const here = process;
    if (!isUp) return;
    isUp = false;
    note({ type: 'wanted', state: 'crashed' });
    here?.kill();
    user.take(undefined);
    time.after(afterMs, () => {
      if (here !== process) return;
      start();
      user.goOnline();
    });
  };

  const stage: Stage = {
    time,
    conditions,
    service,
    user,
    process: () => process ?? start(),
    leftMs: () => plan.lifeMs - time.now(),
  };

  /**
   * Whether a send is under way, or one of which nobody knows may still have arrived: nobody could tell them apart. Its
   * time runs from the last request, and anew where a process with another clock has taken it over.
   */
  const mayBeTakenForAnEcho = (): boolean => {
    const { unsent = [], undelivered = [] } = saved?.checkpoint ?? {};
    if (user.effectsUnderWay() > 0 || unsent.length > 0) return true;
    if (!undelivered.some(({ mayHaveArrived }) => mayHaveArrived)) return false;
    const { clientTokenMs, requestTimeoutMs } = policiesOf(traits, number);
    const leftAt = facts.findLast(
      (fact) =>
        (fact.type === 'called' && fact.operation === 'message') ||
        (fact.type === 'wanted' && fact.state === 'started'),
    )?.at;
    const isSeen = facts.findLast(({ type }) => type === 'status' || type === 'wanted');
    const isLive = isSeen?.type === 'status' && isSeen.status.type === 'live';
    return !isLive || time.now() <= (leftAt ?? 0) + clientTokenMs + requestTimeoutMs + traits.latencyMs;
  };

  const take = (step: Step): void => {
    switch (step.type) {
      case 'fault':
        note({ type: 'fault', kind: step.kind });
        return STRIKES.get(step.kind)?.(stage, step);
      case 'elsewhere':
        if (mayBeTakenForAnEcho()) return;
        conditions.count('elsewhere');
        return postOwn(service.chat, step.text);
      case 'offline':
        return process?.run(() => goOffline(Math.min(step.lastsMs, stage.leftMs())));
      case 'visit':
        return process?.run(() => visit(Math.min(step.lastsMs, stage.leftMs())));
      case 'restart':
        return restart(Math.min(step.lastsMs, stage.leftMs()));
      case 'send':
      case 'upload':
      case 'courtesy':
      case 'settle':
        return process?.run(() => user.do(step));
      default:
        return act(service.chat, time, plan, step);
    }
  };

  populate(service.chat, traits);
  start();
  time.after(0, user.goOnline);
  for (const step of plan.steps) time.after(step.at, () => take(step));
  time.runUntil(plan.lifeMs);
  finish(plan, { ...stage, process: () => process ?? start() }, note);

  const endedAt = service.chat.endedAt();
  return {
    plan,
    facts,
    truth: service.chat.posts(),
    accepted: service.accepted,
    ...(endedAt !== undefined && { endedAt }),
    injected: conditions.injected,
    virtualMs: time.now(),
    largestCollection: census.take(),
  };
};
