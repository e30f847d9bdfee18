import type { Checkpoint, HistoryPolicy } from '../../lib/index.js';
import type { EmulatorOptions, Injection } from '../../lib/emulator/index.js';
import { createActor, patiently } from './support/actor.js';
import { openStage, told, type Stage } from './support/stage.js';

const operation = 'GetTranscript';

describe('a session that reads the transcript', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  const failures: ReadonlyArray<readonly [string, Injection]> = [
    ['429', { fault: 'response.error', operation, status: 429 }],
    ['500', { fault: 'response.error', operation, status: 500 }],
    ['an answer that hangs', { fault: 'response.hang', operation }],
    ['a connection that breaks', { fault: 'response.reset', operation }],
    ['a truncated answer', { fault: 'response.truncated', operation }],
    ['a malformed answer', { fault: 'response.malformed', operation }],
  ];

  it.each(failures)('reads until it is answered, after %s', async (_, injection) => {
    stage = await openStage({ policies: { requestTimeoutMs: 400 } });
    ['one', 'two', 'three'].forEach(stage.post);
    stage.emulator.inject({ ...injection, times: 2 });
    const jane = await stage.customer();
    expect(jane.texts()).toEqual(['one', 'two', 'three']);
    stage.emulator.inject(injection);
    stage.emulator.dropSockets(stage.details.participantId);
    stage.post('four');
    await jane.hears('four');
    expect(told(jane)).toEqual(stage.truth());
    expect(jane.eventsOf('gap')).toEqual([]);
  });

  it('holds what is pushed meanwhile, and tells it in order', async () => {
    stage = await openStage();
    let answer = (): void => undefined;
    const until = new Promise<void>((resolve) => (answer = resolve));
    stage.post('old');
    stage.emulator.inject({ fault: 'response.delay', operation, until });
    const jane = stage.actor();
    jane.connect();
    await stage.asked(operation, 1);
    stage.post('new');
    expect(jane.texts()).toEqual([]);
    answer();
    await jane.hears('new');
    expect(jane.texts()).toEqual(['old', 'new']);
    expect(jane.events.some((event) => 'late' in event)).toBe(false);
    expect(told(jane)).toEqual(stage.truth());
  });

  it('lets go of what it holds when that takes too long, and marks what comes after as late', async () => {
    stage = await openStage({ policies: { maxHoldMs: 100 } });
    let answer = (): void => undefined;
    const until = new Promise<void>((resolve) => (answer = resolve));
    stage.post('old');
    stage.emulator.inject({ fault: 'response.hang', operation });
    stage.emulator.inject({ fault: 'response.delay', operation, until });
    const jane = stage.actor();
    jane.connect();
    await stage.asked(operation, 1);
    stage.post('new');
    await jane.hears('new');
    jane.leave();
    jane.connect();
    answer();
    expect(await jane.hears('old')).toMatchObject({ late: true });
    await jane.diagnoses('holdReleased');
    const { items } = await patiently(jane.session.transcript$);
    expect(items.flatMap((item) => (item.type === 'message' ? [item.content] : []))).toEqual(['old', 'new']);
  });

  it('pages through 250 items, at first and after a loss', async () => {
    stage = await openStage();
    for (let count = 0; count < 250; count += 1) stage.post(`first ${count}`);
    const jane = await stage.customer();
    expect(jane.texts()).toHaveLength(250);
    expect(stage.requests(operation).length).toBeGreaterThanOrEqual(3);
    stage.emulator.dropSockets(stage.details.participantId);
    for (let count = 0; count < 250; count += 1) stage.post(`second ${count}`);
    await jane.hears('second 249');
    expect(told(jane)).toEqual(stage.truth());
    expect(jane.events.some((event) => 'late' in event)).toBe(false);
  });

  it('announces a gap where the transcript goes on beyond maxPages', async () => {
    stage = await openStage({ policies: { pageSize: 10, maxPages: 2 } });
    for (let count = 0; count < 30; count += 1) stage.post(`message ${count}`);
    const jane = await stage.customer();
    expect(jane.eventsOf('gap')).toMatchObject([{ reason: 'tooManyPages' }]);
    const ids = stage.truth();
    expect(told(jane)).toEqual(ids.slice(-jane.messages().length - 1));
    expect(jane.texts().at(-1)).toBe('message 29');
  });

  it.each<readonly [string, HistoryPolicy, ReadonlyArray<string>]>([
    ['all', 'all', ['one', 'two', 'three', 'four']],
    ['none', 'none', ['four']],
    ['the most recent 2', { mostRecent: 2 }, ['two', 'three', 'four']],
    ['more than there is', { mostRecent: 50 }, ['one', 'two', 'three', 'four']],
  ])('reads of the history what the policy asks for: %s', async (_, history, expected) => {
    stage = await openStage({ policies: { history } });
    ['one', 'two', 'three'].forEach(stage.post);
    // Her own joining, which happens meanwhile, is not to count.
    stage.emulator.inject({ fault: 'transcript.lag', participantId: stage.details.participantId, delayMs: 60_000 });
    const jane = await stage.customer();
    stage.post('four');
    await jane.hears('four');
    expect(jane.texts()).toEqual(expected);
    expect(jane.eventsOf('gap')).toEqual([]);
  });

  it('finds later what the transcript shows only later', async () => {
    stage = await openStage({ policies: { auditMs: 150 } });
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'transcript.lag', delayMs: 300 });
    stage.postSilently('shown later');
    stage.emulator.dropSockets(stage.details.participantId);
    stage.post('shown at once');
    await jane.hears('shown at once');
    expect(jane.texts()).toEqual(['shown at once']);
    expect(await jane.hears('shown later')).toMatchObject({ late: true, origin: 'backfill' });
    expect(new Set(told(jane))).toEqual(new Set(stage.truth()));
    expect(told(jane)).toHaveLength(stage.truth().length);
  });

  describe.each<EmulatorOptions>([
    { startPositionInclusive: true, unknownStartPosition: 'reject' },
    { startPositionInclusive: true, unknownStartPosition: 'empty' },
    { startPositionInclusive: false, unknownStartPosition: 'reject' },
    { startPositionInclusive: false, unknownStartPosition: 'empty' },
  ])('with a service that understands start positions thus: %j', (emulator) => {
    it('loses and doubles nothing from one reading to the next', async () => {
      stage = await openStage({ emulator, policies: { overlapMs: 0, overlapItems: 0 } });
      const jane = await stage.customer();
      for (let round = 1; round <= 4; round += 1) {
        stage.emulator.dropSockets(stage.details.participantId);
        stage.post(`away ${round}`);
        await jane.hears(`away ${round}`);
        await jane.was('live', round + 1);
      }
      expect(told(jane)).toEqual(stage.truth());
      expect(jane.eventsOf('gap')).toEqual([]);
    });

    const resumed = async (
      forget: (places: NonNullable<Checkpoint['standing']['places']>) => Checkpoint['standing']['places'],
    ) => {
      stage = await openStage({ emulator });
      const first = await stage.customer();
      ['one', 'two'].forEach(stage.post);
      stage.emulator.dropSockets(stage.details.participantId);
      stage.post('three');
      await first.hears('three');
      const checkpoint = await patiently(first.session.checkpoint$);
      first.leave();
      await stage.emulator.until(() => stage.emulator.connections().open === 0);
      stage.post('four');
      const { places: known, ...standing } = checkpoint.standing;
      const places = forget(known ?? []);
      const resumeFrom: Checkpoint = { ...checkpoint, standing: { ...standing, ...(places && { places }) } };
      const second = createActor(stage.details, stage.engine.session({ ...stage.details, resumeFrom }));
      second.connect();
      await second.hears('four');
      second.leave();
      return second;
    };

    it('finds the way when the place to start from is no longer known', async () => {
      const second = await resumed(([first, ...others]) => [{ id: 'forgotten', at: first!.at - 1 }, ...others]);
      expect(second.diagnosticsOf('rescanning')).toHaveLength(1);
      expect(second.texts()).toEqual(['four']);
      expect(second.eventsOf('gap')).toEqual([]);
    });

    it('announces a gap when no place is known any more', async () => {
      const second = await resumed((places) => places.map(({ at }, index) => ({ id: `forgotten ${index}`, at })));
      expect(second.texts()).toEqual(['four']);
      expect(second.eventsOf('gap')).toMatchObject([{ reason: 'overlapNotFound' }]);
    });
  });
});
