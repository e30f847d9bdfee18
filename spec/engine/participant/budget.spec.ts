import fc from 'fast-check';
import { VirtualTimeScheduler, type Subscription } from 'rxjs';
import { createBudget, type Budget } from '../../../lib/engine/participant/budget.js';
import { PRIORITIES, type Priority } from '../../../lib/engine/participant/priority.js';
import { DEFAULT_POLICIES, type Rate } from '../../../lib/engine/policies.js';
import { marbles } from '../../support/marbles.js';

interface Rig {
  readonly clock: VirtualTimeScheduler;
  readonly budget: Budget;
  readonly grants: ReadonlyArray<{ readonly who: string; readonly at: number }>;
  readonly ask: (who: string, priority: Priority) => Subscription;
  /** Timers that would still fire. */
  readonly timers: () => number;
}

const rig = (rate: Rate): Rig => {
  const clock = new VirtualTimeScheduler();
  const budget = createBudget({ clock, rates: { ...DEFAULT_POLICIES.rates, SendMessage: rate } });
  const grants: { who: string; at: number }[] = [];
  return {
    clock,
    budget,
    grants,
    ask: (who, priority) =>
      budget.acquire('SendMessage', priority).subscribe(() => grants.push({ who, at: clock.now() })),
    timers: () => clock.actions.filter((action) => !action.closed).length,
  };
};

const whoOf = ({ grants }: Rig): ReadonlyArray<string> => grants.map(({ who }) => who);

describe('createBudget', () => {
  it('grants at once while it lasts, and completes', () => {
    marbles(({ expectObservable }, clock) => {
      const budget = createBudget({ clock, rates: DEFAULT_POLICIES.rates });
      expectObservable(budget.acquire('SendMessage', 'send')).toBe('(a|)', { a: undefined });
    });
  });

  it('grants nothing before it is subscribed to', () => {
    const world = rig({ perSecond: 1, burst: 1 });
    world.budget.acquire('SendMessage', 'send');
    world.ask('a', 'send');
    expect(whoOf(world)).toEqual(['a']);
  });

  it('makes those wait whom the burst does not cover', () => {
    const world = rig({ perSecond: 10, burst: 2 });
    for (const who of ['a', 'b', 'c', 'd']) world.ask(who, 'send');
    world.clock.flush();
    expect(world.grants).toEqual([
      { who: 'a', at: 0 },
      { who: 'b', at: 0 },
      { who: 'c', at: 100 },
      { who: 'd', at: 200 },
    ]);
  });

  it('keeps operations apart', () => {
    const world = rig({ perSecond: 1, burst: 1 });
    world.ask('a', 'send');
    world.budget.acquire('SendEvent', 'receipt').subscribe();
    expect(world.timers()).toBe(0);
  });

  it('serves by priority, and within one in the order of arrival', () => {
    const world = rig({ perSecond: 10, burst: 1 });
    world.ask('first', 'receipt');
    for (const round of [1, 2]) {
      for (const priority of [...PRIORITIES].reverse()) world.ask(`${priority} ${round}`, priority);
    }
    world.clock.flush();
    expect(whoOf(world)).toEqual(['first', ...PRIORITIES.flatMap((priority) => [`${priority} 1`, `${priority} 2`])]);
  });

  it('lets nobody who comes from within pass those who wait', () => {
    const world = rig({ perSecond: 10, burst: 1 });
    world.ask('first', 'send');
    world.budget.acquire('SendMessage', 'send').subscribe(() => world.ask('from within', 'send'));
    world.ask('waiting', 'send');
    world.clock.flush();
    expect(whoOf(world)).toEqual(['first', 'waiting', 'from within']);
  });

  it('forgets who leaves the line', () => {
    const world = rig({ perSecond: 10, burst: 1 });
    world.ask('a', 'send');
    const leaving = world.ask('b', 'send');
    world.ask('c', 'send');
    leaving.unsubscribe();
    world.clock.flush();
    expect(world.grants).toEqual([
      { who: 'a', at: 0 },
      { who: 'c', at: 100 },
    ]);
  });

  it('has one timer while somebody waits, and none when nobody does', () => {
    const world = rig({ perSecond: 10, burst: 1 });
    expect(world.timers()).toBe(0);
    world.ask('a', 'send');
    expect(world.timers()).toBe(0);
    const waiting = [world.ask('b', 'send'), world.ask('c', 'receipt'), world.ask('d', 'backfill')];
    expect(world.timers()).toBe(1);
    world.budget.throttled('SendMessage');
    expect(world.timers()).toBe(1);
    for (const one of waiting) one.unsubscribe();
    expect(world.timers()).toBe(0);
  });

  it('sets no timer anew for those who come while it runs', () => {
    const world = rig({ perSecond: 10, burst: 1 });
    world.ask('a', 'send');
    const schedule = jest.spyOn(world.clock, 'schedule');
    for (const who of ['b', 'c', 'd']) world.ask(who, 'send');
    expect(schedule).toHaveBeenCalledTimes(1);
  });

  it('lets each who is served ask again at once, however many do', () => {
    const world = rig({ perSecond: 1, burst: 20_000 });
    let served = 0;
    const again = (): void => {
      served += 1;
      world.budget.acquire('SendMessage', 'send').subscribe(again);
    };
    again();
    expect(served).toBe(20_001);
  });

  it('grants nothing for as long as the service asks after a refusal', () => {
    const world = rig({ perSecond: 10, burst: 5 });
    world.budget.throttled('SendMessage', 3_000);
    world.ask('a', 'send');
    world.clock.flush();
    expect(world.grants).toEqual([{ who: 'a', at: 3_000 }]);
  });

  it('makes those wait longer who wait already when the service refuses', () => {
    const world = rig({ perSecond: 10, burst: 1 });
    world.ask('a', 'send');
    world.ask('b', 'send');
    world.budget.throttled('SendMessage', 3_000);
    world.clock.flush();
    expect(world.grants).toEqual([
      { who: 'a', at: 0 },
      { who: 'b', at: 3_000 },
    ]);
  });

  it('makes ten thousand wait in line in order', () => {
    const world = rig({ perSecond: 1_000, burst: 1 });
    world.clock.maxFrames = Infinity;
    for (let who = 0; who < 10_000; who += 1) world.ask(String(who), 'reconnect');
    world.clock.flush();
    expect(whoOf(world)).toEqual(Array.from({ length: 10_000 }, (_, who) => String(who)));
  });

  describe('over any arrivals', () => {
    const arrival = fc.record({
      at: fc.nat(5_000),
      priority: fc.constantFrom(...PRIORITIES),
      leavesAfter: fc.option(fc.nat(2_000)),
    });
    const refusal = fc.record({ at: fc.nat(5_000), retryAfterMs: fc.nat(1_000) });
    const rate = fc.record({ perSecond: fc.integer({ min: 1, max: 50 }), burst: fc.integer({ min: 1, max: 20 }) });
    const arrivals = fc.array(arrival, { maxLength: 120 });

    const play = (
      limits: Rate,
      comers: ReadonlyArray<{ at: number; priority: Priority; leavesAfter: number | null }>,
      refusals: ReadonlyArray<{ at: number; retryAfterMs: number }>,
    ): Rig => {
      const world = rig(limits);
      world.clock.maxFrames = Infinity;
      comers.forEach(({ at, priority, leavesAfter }, index) => {
        world.clock.schedule(() => {
          const waiting = world.ask(String(index), priority);
          if (leavesAfter !== null) world.clock.schedule(() => waiting.unsubscribe(), leavesAfter);
        }, at);
      });
      for (const { at, retryAfterMs } of refusals) {
        world.clock.schedule(() => world.budget.throttled('SendMessage', retryAfterMs), at);
      }
      world.clock.flush();
      return world;
    };

    it('keeps within burst + rate * T in every window', () => {
      fc.assert(
        fc.property(rate, arrivals, fc.array(refusal, { maxLength: 5 }), (limits, comers, refusals) => {
          const { grants } = play(limits, comers, refusals);
          grants.forEach((first, from) => {
            grants.slice(from).forEach((last, index) => {
              const allowed = limits.burst + (limits.perSecond * (last.at - first.at)) / 1_000;
              expect(index + 1).toBeLessThanOrEqual(allowed + 1e-6);
            });
          });
        }),
      );
    });

    it('serves everybody who stays, and keeps no timer', () => {
      fc.assert(
        fc.property(rate, arrivals, fc.array(refusal, { maxLength: 5 }), (limits, comers, refusals) => {
          const world = play(limits, comers, refusals);
          const staying = comers.flatMap(({ leavesAfter }, index) => (leavesAfter === null ? [String(index)] : []));
          expect(whoOf(world)).toEqual(expect.arrayContaining(staying));
          expect(new Set(whoOf(world)).size).toBe(world.grants.length);
          expect(world.timers()).toBe(0);
        }),
      );
    });

    it('wastes nothing: one who comes to a rested budget does not wait', () => {
      fc.assert(
        fc.property(rate, arrivals, (limits, comers) => {
          const world = play(limits, comers, []);
          const restedAt = world.clock.now() + (limits.burst / limits.perSecond) * 1_000 + 1;
          for (let who = 0; who < limits.burst; who += 1) {
            world.clock.schedule(() => world.ask('rested', 'receipt'), restedAt - world.clock.now());
          }
          world.clock.flush();
          const late = world.grants.filter(({ who }) => who === 'rested');
          expect(late.map(({ at }) => at)).toEqual(late.map(() => late[0]?.at));
          expect(late).toHaveLength(limits.burst);
        }),
      );
    });
  });
});
