import { openStage, told, type Stage } from './support/stage.js';

describe('a session whose socket is closed', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.end());

  it.each([1000, 1001, 1006, 1011, 4001])('comes back after %i, with what was posted meanwhile', async (code) => {
    const jane = await stage.customer();
    stage.post('before');
    stage.emulator.dropSockets(stage.details.participantId, { code });
    stage.post('meanwhile');
    await jane.was('live', 2);
    stage.post('after');
    await jane.hears('after');
    expect(jane.texts()).toEqual(['before', 'meanwhile', 'after']);
    expect(told(jane)).toEqual(stage.truth());
    expect(jane.diagnosticsOf('socketLost')).toMatchObject([{ error: { name: 'SocketError', code } }]);
    expect(jane.eventsOf('gap')).toEqual([]);
  });

  it('comes back with the frame in whose place it was closed', async () => {
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'socket.close', code: 1011 });
    stage.post('instead of this frame');
    expect(await jane.hears('instead of this frame')).toMatchObject({ origin: 'backfill' });
    expect(told(jane)).toEqual(stage.truth());
  });

  it('loses and doubles nothing however often it is closed while others talk', async () => {
    const jane = await stage.customer();
    for (let round = 1; round <= 8; round += 1) {
      stage.post(`${round} before`);
      stage.emulator.dropSockets(stage.details.participantId, { abrupt: round % 2 === 0 });
      stage.post(`${round} meanwhile`);
      await jane.was('live', round + 1);
      stage.post(`${round} after`);
    }
    await jane.hears('8 after');
    expect(told(jane)).toEqual(stage.truth());
    expect(jane.events.filter((event) => 'late' in event)).toEqual([]);
  });

  it('says that it waits, for what and until when', async () => {
    const jane = await stage.customer();
    stage.emulator.dropSockets(stage.details.participantId, { code: 1011 });
    await jane.was('live', 2);
    const waiting = jane.statuses.find(({ type }) => type === 'waiting');
    expect(waiting).toMatchObject({ attempt: 1, error: { name: 'SocketError', code: 1011 } });
  });
});
