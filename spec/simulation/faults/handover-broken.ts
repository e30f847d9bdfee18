import { entryAt } from '../random.js';
import { CLOSE_CODES } from './close-codes.js';
import type { Fault } from './fault.js';

/** A heartbeat goes unanswered, and while the session opens its next socket, one of the two is closed. */
export const handoverBroken: Fault = {
  kind: 'handoverBroken',
  weight: 4,
  strike: ({ conditions, process, time }, { pick }) => {
    let missed = 0;
    conditions.add({
      kind: 'heartbeatSilent',
      lastsMs: 60_000,
      uses: 2,
      reply: (topic) => (topic === 'aws/heartbeat' && (missed += 1) <= 2 ? { type: 'silence' } : undefined),
    });
    const watch = (tries: number): void => {
      const links = process().links();
      if (links.length < 2 && tries > 0) return void time.after(20, () => watch(tries - 1));
      if (links.length < 2) return;
      conditions.count('handoverBroken');
      links[pick < 0.5 ? 0 : links.length - 1]?.cut(entryAt(CLOSE_CODES, pick));
    };
    watch(2_000);
  },
};
