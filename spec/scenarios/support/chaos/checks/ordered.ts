import type { Position } from '../../../../../lib/index.js';
import type { ChaosCheck } from './check.js';

const isBefore = (a: Position, b: Position): boolean => a.at < b.at || (a.at === b.at && a.id < b.id);

/** Ordered: by time, then by id, but for those marked late, and those really are. */
export const ordered: ChaosCheck = ({ processes }) =>
  processes.flatMap(({ events }, process) => {
    let newest: Position = { at: -Infinity, id: '' };
    return events.flatMap((event) => {
      if (event.type === 'gap') return [];
      const place = { at: event.at, id: event.id ?? '' };
      const isLate = isBefore(place, newest);
      if (!isLate) newest = place;
      if (isLate === (event.late === true)) return [];
      const wrong = isLate ? 'late and does not say so' : 'not late and says so';
      return [`${event.type} ${place.id} of ${place.at} is ${wrong}, in process ${process + 1}`];
    });
  });
