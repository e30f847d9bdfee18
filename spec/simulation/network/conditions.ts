import type { VirtualTime } from '../virtual-time.js';
import type { CallFate, Condition, HandshakeFate, Pushed, Quirk, ReplyFate } from './condition.js';

/** The disturbances that are in force. The first that has an answer decides. */
export interface Conditions {
  readonly add: (condition: Condition) => void;
  readonly clear: () => void;
  readonly handshake: () => HandshakeFate | undefined;
  readonly reply: (topic: string) => ReplyFate | undefined;
  readonly push: (text: string) => ReadonlyArray<Pushed> | undefined;
  readonly call: (operation: string) => CallFate | undefined;
  readonly has: (quirk: Quirk) => boolean;
  /** Counts an effect of something that is no condition. */
  readonly count: (kind: string) => void;
  readonly injected: ReadonlyMap<string, number>;
}

interface Standing {
  readonly condition: Condition;
  uses: number;
}

export const createConditions = (time: VirtualTime): Conditions => {
  const standing = new Set<Standing>();
  const injected = new Map<string, number>();
  const count = (kind: string): void => void injected.set(kind, (injected.get(kind) ?? 0) + 1);

  const ask = <T>(question: (condition: Condition) => T | undefined): T | undefined => {
    for (const entry of standing) {
      const answer = question(entry.condition);
      if (answer === undefined) continue;
      count(entry.condition.kind);
      entry.uses -= 1;
      if (entry.uses <= 0) standing.delete(entry);
      return answer;
    }
    return undefined;
  };

  return {
    injected,
    count,
    add: (condition) => {
      const entry = { condition, uses: condition.uses ?? Infinity };
      standing.add(entry);
      time.after(condition.lastsMs, () => standing.delete(entry));
    },
    clear: () => standing.clear(),
    handshake: () => (standing.size === 0 ? undefined : ask(({ handshake }) => handshake?.())),
    reply: (topic) => (standing.size === 0 ? undefined : ask(({ reply }) => reply?.(topic))),
    push: (text) => (standing.size === 0 ? undefined : ask(({ push }) => push?.(text))),
    call: (operation) => (standing.size === 0 ? undefined : ask(({ call }) => call?.(operation))),
    has: (wanted) => standing.size > 0 && ask(({ quirk }) => (quirk === wanted ? true : undefined)) === true,
  };
};
