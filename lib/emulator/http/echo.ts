import type { Service } from '../service.js';

/** Decides when the pushes of one call happen. */
export interface Echo {
  readonly echo: (push: () => void) => void;
  /** Says that the answer is out: what has been held back is pushed now. */
  readonly release: () => void;
}

/** Long enough for a client on the same machine to have read the answer. */
const AFTER_ANSWER_MS = 10;

/** Makes the echo of one call, in the order the settings ask for. */
export const createEcho = (service: Service): Echo => {
  const { echoOrder } = service.settings;
  const isBefore = echoOrder === 'before' || (echoOrder === 'random' && service.random() < 0.5);
  const held: (() => void)[] = [];
  return {
    echo: (push) => {
      if (isBefore) push();
      else held.push(push);
    },
    release: () => {
      if (held.length > 0) service.timers.after(AFTER_ANSWER_MS, () => held.splice(0).forEach((push) => push()));
    },
  };
};
