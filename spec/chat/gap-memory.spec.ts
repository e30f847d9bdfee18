import type { GapEvent } from '../../lib/chat/event.js';
import { createGapMemory } from '../../lib/chat/gap-memory.js';

const gap = (reason: GapEvent['reason'], after?: string, before?: string): GapEvent => ({
  type: 'gap',
  contactId: 'contact',
  reason,
  ...(after !== undefined && { after: { id: after, at: 1 } }),
  ...(before !== undefined && { before: { id: before, at: 2 } }),
});

describe('createGapMemory', () => {
  it('knows a gap again, and tells it from those of other reasons or between other items', () => {
    const memory = createGapMemory();
    const gaps = [gap('tooManyPages', 'a'), gap('tooManyPages', 'b'), gap('overlapNotFound', 'a'), gap('tooManyPages')];
    expect(gaps.map(memory.enter)).toEqual([true, true, true, true]);
    expect(gaps.map(memory.enter)).toEqual([false, false, false, false]);
    expect(memory.all()).toEqual(gaps);
  });

  it('remembers no more than a thousand, the newest', () => {
    const memory = createGapMemory();
    for (let count = 0; count <= 1_000; count += 1) memory.enter(gap('tooManyPages', `m${count}`));
    expect([memory.all().length, memory.all()[0]?.after?.id]).toEqual([1_000, 'm1']);
  });
});
