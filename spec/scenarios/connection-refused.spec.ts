import type { Injection } from '../../lib/emulator/index.js';
import { openStage, told, type Scenery, type Stage } from './support/stage.js';

const operation = 'CreateParticipantConnection';

describe('a session that gets no connection', () => {
  let stage: Stage;
  const set = async (scenery: Scenery = {}): Promise<void> => {
    stage = await openStage(scenery);
  };
  afterEach(() => stage.end());

  const failures: ReadonlyArray<readonly [string, Injection, string]> = [
    ['429', { fault: 'response.error', operation, status: 429 }, 'ThrottledError'],
    ["the gateway's 429", { fault: 'response.error', operation, status: 429, gateway: true }, 'ThrottledError'],
    ['500', { fault: 'response.error', operation, status: 500 }, 'ServiceError'],
    ['503', { fault: 'response.error', operation, status: 503 }, 'ServiceError'],
    ['an answer that hangs', { fault: 'response.hang', operation }, 'RequestTimeoutError'],
    ['a connection that breaks', { fault: 'response.reset', operation }, 'NetworkError'],
    ['a lost answer', { fault: 'response.lost', operation }, 'NetworkError'],
    ['a truncated answer', { fault: 'response.truncated', operation }, 'NetworkError'],
    ['a malformed answer', { fault: 'response.malformed', operation }, 'UnreadableError'],
  ];

  it.each(failures)('goes on trying after %s, at first and later', async (_, injection, name) => {
    await set({ policies: { requestTimeoutMs: 400 } });
    stage.emulator.inject(injection);
    const jane = await stage.customer();
    expect(jane.statuses[2]).toMatchObject({ type: 'waiting', attempt: 1, error: { name } });
    stage.emulator.inject({ ...injection, times: 2 });
    stage.emulator.dropSockets(stage.details.participantId);
    stage.post('meanwhile');
    await jane.hears('meanwhile');
    await jane.was('live', 2);
    expect(told(jane)).toEqual(stage.truth());
  });

  it('waits for as long as the service asks', async () => {
    await set();
    stage.emulator.inject({ fault: 'response.error', operation, status: 429, retryAfterSeconds: 1 });
    const jane = stage.actor();
    const before = Date.now();
    jane.connect();
    const { resumesAt } = await jane.is('waiting');
    expect(resumesAt - before).toBeGreaterThanOrEqual(1_000);
    await jane.isSettled();
    expect(Date.now() - before).toBeGreaterThanOrEqual(1_000);
  });

  it('fails at first on what trying again cannot mend', async () => {
    await set();
    stage.emulator.inject({ fault: 'response.error', operation, status: 400 });
    const jane = stage.actor();
    jane.connect();
    expect(await jane.is('failed')).toMatchObject({ error: { name: 'ValidationError', status: 400 } });
    expect(stage.requests(operation)).toHaveLength(1);
  });

  it('fails on 403 even after failures that were transient', async () => {
    await set();
    stage.emulator.inject({ fault: 'response.error', operation, status: 500, times: 2 });
    stage.emulator.inject({ fault: 'response.error', operation, status: 403, gateway: true });
    const jane = stage.actor();
    jane.connect();
    expect(await jane.is('failed')).toMatchObject({ error: { name: 'AccessDeniedError' } });
  });
});

describe('a session that is refused after it was live', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  it('ends with a gap when the chat ended while it was away', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    stage.post('heard');
    await jane.hears('heard');
    jane.leave();
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
    stage.post('never to be heard');
    stage.endChat();
    jane.connect();
    expect(await jane.is('ended')).toEqual({ type: 'ended', reason: 'accessDenied' });
    expect(jane.texts()).toEqual(['heard']);
    expect(jane.events.slice(-2)).toMatchObject([
      { type: 'gap', reason: 'transcriptDenied' },
      { type: 'chatEnded', reason: 'accessDenied' },
    ]);
  });

  it('goes on when it is refused although the transcript can be read and shows no end', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'response.error', operation, status: 403, times: 3 });
    stage.emulator.dropSockets(stage.details.participantId);
    stage.post('meanwhile');
    await jane.hears('meanwhile');
    await jane.was('live', 2);
    expect(jane.path()).not.toContain('ended');
    expect(told(jane)).toEqual(stage.truth());
  });

  it('goes on after a single refusal with nothing to be read', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'response.error', operation, status: 403 });
    stage.emulator.inject({ fault: 'response.error', operation: 'GetTranscript', status: 403 });
    stage.emulator.dropSockets(stage.details.participantId);
    await jane.was('live', 2);
    stage.post('after');
    await jane.hears('after');
    expect(jane.eventsOf('gap')).toEqual([]);
  });

  it('ends without a gap when the transcript can still be read', async () => {
    stage = await openStage({ emulator: { afterEndGraceMs: 60_000 } });
    const jane = await stage.customer();
    stage.post('heard');
    await jane.hears('heard');
    jane.leave();
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
    stage.post('read at last');
    stage.endChat();
    stage.emulator.inject({ fault: 'response.error', operation, status: 403 });
    jane.connect();
    expect(await jane.is('ended')).toEqual({ type: 'ended', reason: 'ended' });
    expect(jane.texts()).toEqual(['heard', 'read at last']);
    expect(jane.eventsOf('gap')).toEqual([]);
    expect(told(jane)).toEqual(stage.truth());
    expect(jane.events.at(-1)).toMatchObject({ type: 'chatEnded' });
  });

  it('reads the transcript with patience before it ends', async () => {
    stage = await openStage({ emulator: { afterEndGraceMs: 60_000 } });
    const jane = await stage.customer();
    jane.leave();
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
    stage.post('read at last');
    stage.endChat();
    stage.emulator.inject({ fault: 'response.error', operation, status: 403 });
    stage.emulator.inject({ fault: 'response.error', operation: 'GetTranscript', status: 500, times: 3 });
    jane.connect();
    await jane.is('ended');
    expect(told(jane)).toEqual(stage.truth());
    expect(jane.eventsOf('gap')).toEqual([]);
  });

  it('ends when the transcript does not answer, with a gap', async () => {
    stage = await openStage({ policies: { lastReadMs: 200 } });
    const jane = await stage.customer();
    jane.leave();
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
    stage.endChat();
    stage.emulator.inject({ fault: 'response.hang', operation: 'GetTranscript' });
    jane.connect();
    await jane.is('ended');
    expect(jane.eventsOf('gap')).toMatchObject([{ reason: 'transcriptDenied' }]);
  });

  it('still reads what was lost just before the end was pushed', async () => {
    stage = await openStage({ emulator: { afterEndGraceMs: 60_000 } });
    const jane = await stage.customer();
    stage.postSilently('lost on the way');
    stage.endChat();
    expect(await jane.is('ended')).toEqual({ type: 'ended', reason: 'ended' });
    expect(told(jane)).toEqual(stage.truth());
    expect(jane.events.at(-1)).toMatchObject({ type: 'chatEnded', reason: 'ended' });
  });
});
