import type { FaultName } from '../../lib/emulator/index.js';
import type { Actor } from './support/actor.js';
import { openStage, told, type Scenery, type Stage } from './support/stage.js';

const closuresOf = ({ emulator }: Stage) => emulator.connections().closures.map(({ by, code }) => ({ by, code }));
const LEFT_BY_US = { by: 'client', code: 1000 };

describe('a session that changes its socket', () => {
  let stage: Stage;
  const set = async (scenery: Scenery): Promise<Actor> => {
    stage = await openStage(scenery);
    return stage.customer();
  };
  afterEach(() => stage.end());

  it.each<FaultName>(['heartbeat.silence', 'ping.silence', 'ping.failure'])(
    'opens the next before it closes the first, after %s',
    async (fault) => {
      const jane = await set({ policies: { heartbeatMs: 100 } });
      stage.post('before');
      stage.emulator.inject({ fault });
      await stage.emulator.until(() => closuresOf(stage).length === 1);
      stage.post('after');
      await jane.hears('after');
      expect(closuresOf(stage)).toEqual([LEFT_BY_US]);
      expect(jane.path()).toEqual(['idle', 'connecting', 'live', 'live?', 'live']);
      expect(jane.diagnosticsOf('heartbeatMissed')).not.toEqual([]);
      expect(told(jane)).toEqual(stage.truth());
    },
  );

  it('loses and doubles nothing while both sockets deliver', async () => {
    const jane = await set({ policies: { heartbeatMs: 100 } });
    let acknowledge = (): void => undefined;
    stage.emulator.inject({
      fault: 'subscribe.delay',
      until: new Promise<void>((resolve) => (acknowledge = resolve)),
    });
    stage.emulator.inject({ fault: 'heartbeat.silence' });
    await stage.emulator.until(() => stage.emulator.connections().subscribed === 2);
    ['one', 'two', 'three'].forEach(stage.post);
    await jane.hears('three');
    expect(closuresOf(stage)).toEqual([]);
    acknowledge();
    await stage.emulator.until(() => closuresOf(stage).length === 1);
    stage.post('four');
    await jane.hears('four');
    expect(jane.texts()).toEqual(['one', 'two', 'three', 'four']);
    expect(told(jane)).toEqual(stage.truth());
    expect(closuresOf(stage)).toEqual([LEFT_BY_US]);
  });

  it('recovers what a half-open socket has swallowed', async () => {
    const jane = await set({ policies: { heartbeatMs: 100 } });
    stage.emulator.deafenSockets(stage.details.participantId);
    stage.post('said to the deaf');
    expect(await jane.hears('said to the deaf')).toMatchObject({ origin: 'backfill' });
    expect(jane.path()).toEqual(['idle', 'connecting', 'live', 'live?', 'live']);
    expect(told(jane)).toEqual(stage.truth());
  });

  it('is refreshed again and again without a gap', async () => {
    const jane = await set({ policies: { refreshAfterMs: 100 } });
    for (let opened = 2; opened <= 6; opened += 1) {
      stage.post(`before socket ${opened}`);
      await stage.emulator.until(() => stage.emulator.connections().opened >= opened);
      stage.post(`after socket ${opened}`);
    }
    await jane.hears('after socket 6');
    expect(told(jane)).toEqual(stage.truth());
    expect(closuresOf(stage)).toEqual(closuresOf(stage).map(() => LEFT_BY_US));
    expect(jane.path()).toEqual(['idle', 'connecting', 'live']);
  });

  it('is refreshed before its connection expires', async () => {
    const jane = await set({ emulator: { connectionLifetimeMs: 2_500 }, policies: { refreshMarginMs: 2_000 } });
    stage.post('on the first');
    await stage.emulator.until(() => closuresOf(stage).length === 1);
    stage.post('on the second');
    await jane.hears('on the second');
    expect(closuresOf(stage)).toEqual([LEFT_BY_US]);
    expect(told(jane)).toEqual(stage.truth());
  });

  it('stays live on its socket while the next cannot be had', async () => {
    const jane = await set({ policies: { refreshAfterMs: 100 } });
    const operation = 'CreateParticipantConnection';
    stage.emulator.inject({ fault: 'response.error', operation, status: 403 });
    stage.emulator.inject({ fault: 'response.error', operation, status: 500, times: 2 });
    stage.emulator.inject({ fault: 'handshake.refuse', status: 429 });
    await jane.diagnoses('retrying');
    stage.post('still here');
    expect(await jane.hears('still here')).toMatchObject({ origin: 'live' });
    await stage.emulator.until(() => closuresOf(stage).length === 1);
    expect(closuresOf(stage)).toEqual([LEFT_BY_US]);
    expect(jane.path()).toEqual(['idle', 'connecting', 'live']);
    expect(told(jane)).toEqual(stage.truth());
  });

  it('ends a handover at once when the old socket is lost in the middle of it', async () => {
    const jane = await set({ policies: { heartbeatMs: 100 } });
    const operation = 'CreateParticipantConnection';
    let answer = (): void => undefined;
    stage.emulator.inject({
      fault: 'response.delay',
      operation,
      until: new Promise<void>((resolve) => (answer = resolve)),
    });
    stage.emulator.inject({ fault: 'heartbeat.silence' });
    await stage.asked(operation, 2);
    stage.emulator.dropSockets(stage.details.participantId, { code: 1011 });
    stage.post('meanwhile');
    answer();
    await jane.was('live', 2);
    await jane.hears('meanwhile');
    expect(told(jane)).toEqual(stage.truth());
  });
});
