import { createFaultBox } from '../../../lib/emulator/faults/fault-box.js';
import { seededRandom } from '../../../lib/emulator/seeded-random.js';

describe('createFaultBox', () => {
  it('strikes as often as injected, after letting some pass, and then no more', () => {
    const box = createFaultBox({}, seededRandom(1));
    box.inject({ fault: 'frame.drop', times: 2, skip: 1 });
    const drawn = [1, 2, 3, 4].map(() => box.draw(['frame.drop'])?.fault);
    expect(drawn).toEqual([undefined, 'frame.drop', 'frame.drop', undefined]);
    expect(box.pending()).toBe(0);
  });

  it('narrows by operation and participant', () => {
    const box = createFaultBox({}, seededRandom(1));
    box.inject({ fault: 'response.error', operation: 'SendMessage', participantId: 'p' });
    expect(box.draw(['response.error'], { operation: 'SendEvent', participantId: 'p' })).toBeUndefined();
    expect(box.draw(['response.error'], { operation: 'SendMessage' })).toBeUndefined();
    expect(box.draw(['response.error'], { operation: 'SendMessage', participantId: 'p' })).toBeDefined();
  });

  it('takes an injection back', () => {
    const box = createFaultBox({}, seededRandom(1));
    const withdraw = box.inject({ fault: 'frame.drop', times: 5 });
    expect(box.pending()).toBe(5);
    withdraw();
    expect(box.pending()).toBe(0);
    expect(box.draw(['frame.drop'])).toBeUndefined();
  });

  it('strikes by chance about as often as planned, and the same way for the same seed', () => {
    const run = (): boolean[] => {
      const box = createFaultBox({ 'frame.drop': 0.25 }, seededRandom(7));
      return Array.from({ length: 1_000 }, () => box.draw(['frame.drop']) !== undefined);
    };
    const strikes = run().filter(Boolean).length;
    expect(strikes).toBeGreaterThan(200);
    expect(strikes).toBeLessThan(300);
    expect(run()).toEqual(run());
  });

  it('goes on by another plan', () => {
    const box = createFaultBox({ 'frame.drop': 1 }, seededRandom(1));
    box.inject({ fault: 'frame.delay' });
    expect(box.draw(['frame.drop'])?.fault).toBe('frame.drop');
    box.setPlan({});
    expect(box.draw(['frame.drop'])).toBeUndefined();
    expect(box.draw(['frame.delay'])?.fault).toBe('frame.delay');
    box.setPlan({ 'frame.garble': 1 });
    expect(box.draw(['frame.drop', 'frame.garble'])?.fault).toBe('frame.garble');
  });

  it('takes several rules for one fault', () => {
    const rules = [
      { probability: 1, operation: 'SendEvent', status: 429 },
      { probability: 1, status: 500 },
    ] as const;
    const box = createFaultBox({ 'response.error': rules }, seededRandom(1));
    expect(box.draw(['response.error'], { operation: 'SendEvent' })?.status).toBe(429);
    expect(box.draw(['response.error'], { operation: 'SendMessage' })?.status).toBe(500);
  });
});
