import { isPersisted, keyOf } from '../../../../simulation/checks/key-of.js';
import type { ChaosCheck } from './check.js';

/**
 * Once: no process tells a change twice, nor one that the checkpoint it began with knows to have been told. What was
 * told after the checkpoint may come again.
 */
export const once: ChaosCheck = ({ processes }) =>
  processes.flatMap(({ known, events }, process) => {
    const told = new Set(known.filter(isPersisted).map(keyOf));
    return events.flatMap((event) => {
      const key = keyOf(event);
      if (key === undefined || !told.has(key)) {
        told.add(key);
        return [];
      }
      return [`${key} was told again by process ${process + 1}`];
    });
  });
