import type { FaultName, FaultPlan, FaultRule, FaultSubject, Injection, Strike } from './fault.js';

/** Decides at each opportunity whether a fault strikes. */
export interface FaultBox {
  /** Gives the fault that strikes this subject now, of those possible here, or `undefined`. Injected ones come first. */
  readonly draw: (possible: ReadonlyArray<FaultName>, subject?: FaultSubject) => Strike | undefined;
  /** Adds a certain fault and returns what takes it back. */
  readonly inject: (injection: Injection) => () => void;
  /** From now on these strike by chance, and no others. */
  readonly setPlan: (plan: FaultPlan) => void;
  /** How many injected strikes have not happened yet. */
  readonly pending: () => number;
}

/** How many chances an injected fault still lets pass, and how often it then still strikes. */
interface Remainder {
  readonly skip: number;
  readonly times: number;
}

const matches = (wanted: FaultSubject, subject: FaultSubject): boolean =>
  (wanted.operation === undefined || wanted.operation === subject.operation) &&
  (wanted.participantId === undefined || wanted.participantId === subject.participantId);

const rulesFor = (plan: FaultPlan, fault: FaultName): ReadonlyArray<FaultRule> => {
  const planned = plan[fault];
  if (planned === undefined) return [];
  if (typeof planned === 'number') return [{ probability: planned }];
  return 'probability' in planned ? [planned] : planned;
};

/** Makes a box with a plan of probable faults and a source of chance. */
export const createFaultBox = (initial: FaultPlan, random: () => number): FaultBox => {
  let plan = initial;
  // By a key of its own, for one and the same injection may be added twice.
  const loaded = new Map<symbol, { readonly injection: Injection; readonly left: Remainder }>();

  const drawInjected = (possible: ReadonlyArray<FaultName>, subject: FaultSubject): Strike | undefined => {
    for (const [key, { injection, left }] of loaded) {
      if (!possible.includes(injection.fault) || !matches(injection, subject)) continue;
      if (left.skip > 0) {
        loaded.set(key, { injection, left: { ...left, skip: left.skip - 1 } });
        continue;
      }
      if (left.times > 1) loaded.set(key, { injection, left: { skip: 0, times: left.times - 1 } });
      else loaded.delete(key);
      return injection;
    }
    return undefined;
  };

  const drawPlanned = (possible: ReadonlyArray<FaultName>, subject: FaultSubject): Strike | undefined => {
    for (const fault of possible) {
      // A number is drawn for matching rules only, so that adding a fault disturbs the others' sequence little.
      const rule = rulesFor(plan, fault).find((entry) => matches(entry, subject) && random() < entry.probability);
      if (rule !== undefined) return { ...rule, fault };
    }
    return undefined;
  };

  return {
    draw: (possible, subject = {}) => drawInjected(possible, subject) ?? drawPlanned(possible, subject),
    inject: (injection) => {
      const key = Symbol(injection.fault);
      loaded.set(key, { injection, left: { skip: injection.skip ?? 0, times: injection.times ?? 1 } });
      return () => void loaded.delete(key);
    },
    setPlan: (next) => {
      plan = next;
    },
    pending: () => [...loaded.values()].reduce((sum, { left }) => sum + left.times, 0),
  };
};
