import type { Fault } from './fault.js';
import { targetOf } from './operations.js';

/** Calls fail with 5xx, of the service or of what stands before it. */
export const serverFailing: Fault = {
  kind: 'serverFailing',
  weight: 4,
  strike: ({ conditions }, { lastsMs, pick, count }) => {
    const target = targetOf(pick);
    conditions.add({
      kind: 'serverFailing',
      lastsMs,
      call: (operation) =>
        target.test(operation)
          ? {
              type: 'refuse',
              response: {
                status: count > 2 ? 503 : 500,
                headers: {},
                body: count > 3 ? '<html>s3cr3t</html>' : '{"message":"Internal s3cr3t"}',
              },
            }
          : undefined,
    });
  },
};
