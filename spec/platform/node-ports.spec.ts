import { asyncScheduler } from 'rxjs';
import { nodePorts } from '../../lib/platform/node-ports.js';

describe('nodePorts', () => {
  it('has the clock of the process', () => {
    const before = Date.now();
    const { clock } = nodePorts();
    expect(clock).toBe(asyncScheduler);
    expect(clock.now()).toBeGreaterThanOrEqual(before);
  });

  it('makes ids and chances, new each time', () => {
    const { newId, random } = nodePorts();
    expect(newId()).toMatch(/^[0-9a-f-]{36}$/);
    expect(newId()).not.toBe(newId());
    expect(random()).not.toBe(random());
  });

  it('takes a server to be online, and does not complete', () => {
    const seen: unknown[] = [];
    nodePorts()
      .online$.subscribe({ next: (isOnline) => seen.push(isOnline), complete: () => seen.push('complete') })
      .unsubscribe();
    expect(seen).toEqual([true]);
  });
});
