import { patiently } from './support/actor.js';
import { openStage, told, type Scenery, type Stage } from './support/stage.js';

describe('a session whose frames go astray', () => {
  let stage: Stage;
  const set = async (scenery: Scenery = {}): Promise<void> => {
    stage = await openStage(scenery);
  };
  afterEach(() => stage.end());

  it('finds an own message whose echo does not come', async () => {
    await set({ policies: { echoTimeoutMs: 50 } });
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'frame.drop' });
    await jane.say('no echo');
    expect(await jane.hears('no echo')).toMatchObject({ origin: 'backfill' });
    expect(jane.diagnosticsOf('repairing')).toMatchObject([{ reason: 'echoMissing' }]);
    expect(told(jane)).toEqual(stage.truth());
  });

  it("finds another's message by its next look at the transcript", async () => {
    await set({ policies: { auditMs: 100 } });
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'frame.drop' });
    stage.post('dropped');
    expect(await jane.hears('dropped')).toMatchObject({ origin: 'backfill' });
    expect(jane.diagnosticsOf('repairing')[0]).toMatchObject({ reason: 'audit' });
    expect(told(jane)).toEqual(stage.truth());
  });

  it('marks as late what was dropped before something else arrived', async () => {
    await set({ policies: { auditMs: 100 } });
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'frame.drop' });
    stage.post('first');
    stage.post('second');
    expect(await jane.hears('first')).toMatchObject({ late: true });
    expect(jane.texts()).toEqual(['second', 'first']);
    const { items } = await patiently(jane.session.transcript$);
    expect(items.flatMap((item) => (item.type === 'message' ? [item.content] : []))).toEqual(['first', 'second']);
  });

  it('tells once what comes twice', async () => {
    await set();
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'frame.duplicate', times: 3 });
    ['one', 'two', 'three', 'four'].forEach(stage.post);
    await jane.hears('four');
    expect(jane.texts()).toEqual(['one', 'two', 'three', 'four']);
  });

  it.each(['frame.reorder', 'frame.delay'] as const)('tells at once, as late, what comes late by %s', async (fault) => {
    await set();
    const jane = await stage.customer();
    stage.emulator.inject({ fault, delayMs: 50 });
    ['one', 'two'].forEach(stage.post);
    expect(await jane.hears('one')).toMatchObject({ late: true });
    expect(jane.texts()).toEqual(['two', 'one']);
    const { items } = await patiently(jane.session.transcript$);
    expect(items.flatMap((item) => (item.type === 'message' ? [item.content] : []))).toEqual(['one', 'two']);
  });

  it('finds at once what a garbled frame said', async () => {
    await set();
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'frame.garble' });
    stage.post('garbled');
    expect(await jane.hears('garbled')).toMatchObject({ origin: 'backfill' });
    expect(jane.diagnosticsOf('unreadableFrame')).toHaveLength(1);
    expect(jane.diagnosticsOf('repairing')).toMatchObject([{ reason: 'unreadableFrame' }]);
    expect(told(jane)).toEqual(stage.truth());
  });

  it('tells all of it exactly once, whatever happens to the frames', async () => {
    await set({
      emulator: {
        seed: 7,
        faults: {
          'frame.drop': 0.1,
          'frame.duplicate': 0.1,
          'frame.reorder': 0.1,
          'frame.delay': 0.05,
          'frame.garble': 0.05,
        },
      },
      policies: { auditMs: 150, heartbeatMs: 150 },
    });
    const jane = await stage.customer();
    const texts = Array.from({ length: 100 }, (_, index) => `message ${index}`);
    texts.forEach(stage.post);
    await Promise.all(texts.map(jane.hears));
    expect([...jane.texts()].sort()).toEqual([...texts].sort());
    expect(jane.eventsOf('gap')).toEqual([]);
  });
});
