import type { ChatEvent } from '../../../../../lib/index.js';
import type { ChaosCheck } from './check.js';

const newestOf = (events: ReadonlyArray<ChatEvent>): number =>
  Math.max(-Infinity, ...events.flatMap((event) => (event.type === 'gap' ? [] : [event.at])));

/** Ordered: by time, but for those marked late, and those really are, of what earlier processes were told too. */
export const ordered: ChaosCheck = ({ processes }) =>
  processes.flatMap(({ known, events }, process) => {
    let newest = newestOf(known);
    return events.flatMap((event) => {
      if (event.type === 'gap') return [];
      const isLate = event.at < newest;
      if (!isLate) newest = event.at;
      if (isLate === (event.late === true)) return [];
      const wrong = isLate ? 'late and does not say so' : 'not late and says so';
      return [`${event.type} ${event.id ?? ''} of ${event.at} is ${wrong}, in process ${process + 1}`];
    });
  });
