import { Subscription } from 'rxjs';
import { openStage, told, type Stage } from './support/stage.js';

describe('the life of a session', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.end());

  it('is idle until it is connected', () => {
    const jane = stage.actor();
    expect(jane.path()).toEqual(['idle']);
    expect(stage.emulator.requests).toEqual([]);
  });

  it('goes over connecting to live, which means subscribed', async () => {
    const jane = await stage.customer();
    expect(jane.path()).toEqual(['idle', 'connecting', 'live']);
    expect(stage.emulator.connections()).toMatchObject({ open: 1, subscribed: 1 });
  });

  it('waits and comes back when the socket is lost, and ends when the chat does', async () => {
    const jane = await stage.customer();
    stage.post('before');
    await jane.hears('before');
    stage.emulator.dropSockets(stage.details.contactId);
    stage.post('meanwhile');
    await jane.hears('meanwhile');
    stage.endChat();
    await jane.is('ended');
    expect(jane.path()).toEqual(['idle', 'connecting', 'live', 'connecting', 'waiting', 'connecting', 'live', 'ended']);
    expect(told(jane)).toEqual(stage.truth());
  });

  it('waits when a connection cannot be had at first, and says when it tries again', async () => {
    stage.emulator.inject({ fault: 'response.error', operation: 'CreateParticipantConnection', status: 500, times: 2 });
    const jane = stage.actor();
    jane.connect();
    await jane.isSettled();
    expect(jane.path()).toEqual(['idle', 'connecting', 'waiting', 'connecting', 'waiting', 'connecting', 'live']);
    expect(jane.statuses[2]).toMatchObject({ attempt: 1, error: { name: 'ServiceError', status: 500 } });
    expect(jane.statuses[4]).toMatchObject({ attempt: 2 });
  });

  it('fails when the participant token is rejected at the first connection', async () => {
    const { contactId } = stage.details;
    const jane = stage.actor({ contactId, participantToken: 'not-a-token' });
    const failure = new Promise((resolve) => jane.session.event$.subscribe({ error: resolve }));
    jane.connect();
    expect(await jane.is('failed')).toMatchObject({ error: { name: 'AccessDeniedError' } });
    await expect(failure).resolves.toMatchObject({ name: 'AccessDeniedError', status: 403 });
    expect(jane.path()).toEqual(['idle', 'connecting', 'failed']);
  });

  it('goes offline without leaving the chat, and comes back to what was posted meanwhile', async () => {
    const jane = await stage.customer();
    jane.leave();
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
    stage.post('while away');
    jane.connect();
    await jane.hears('while away');
    await jane.isSettled();
    expect(jane.path()).toEqual(['idle', 'connecting', 'live', 'idle', 'connecting', 'live']);
    expect(told(jane)).toEqual(stage.truth());
  });

  it('goes offline while it is connecting', async () => {
    stage.emulator.inject({ fault: 'response.hang', operation: 'CreateParticipantConnection' });
    const jane = stage.actor();
    jane.connect();
    await stage.asked('CreateParticipantConnection', 1);
    jane.leave();
    jane.connect();
    await jane.isSettled();
    expect(jane.path()).toEqual(['idle', 'connecting', 'idle', 'connecting', 'live']);
  });

  it('goes offline while it waits', async () => {
    stage.emulator.inject({
      fault: 'response.error',
      operation: 'CreateParticipantConnection',
      status: 429,
      retryAfterSeconds: 600,
    });
    const jane = stage.actor();
    jane.connect();
    await jane.is('waiting');
    jane.leave();
    expect(jane.path()).toEqual(['idle', 'connecting', 'waiting', 'idle']);
  });

  it('keeps one connection however often it is connected, for as long as anybody wants it', async () => {
    const jane = await stage.customer();
    const another = jane.session.connect();
    jane.leave();
    expect(jane.path()).toEqual(['idle', 'connecting', 'live']);
    another.unsubscribe();
    expect(jane.path()).toEqual(['idle', 'connecting', 'live', 'idle']);
    expect(stage.requests('CreateParticipantConnection')).toHaveLength(1);
    expect(stage.emulator.connections().opened).toBe(1);
  });

  it('does nothing when it is connected after its end', async () => {
    const jane = await stage.customer();
    stage.endChat();
    await jane.is('ended');
    const calls = stage.emulator.requests.length;
    jane.leave();
    expect(jane.session.connect()).toBeInstanceOf(Subscription);
    expect(stage.emulator.requests).toHaveLength(calls);
    expect(jane.path().at(-1)).toBe('ended');
  });
});

describe('a session that goes offline while it holds what was pushed', () => {
  it('leaves no timer behind', async () => {
    const stage = await openStage({ policies: { maxHoldMs: 3_000 } });
    stage.emulator.inject({ fault: 'response.hang', operation: 'GetTranscript' });
    const jane = stage.actor();
    jane.connect();
    await stage.asked('GetTranscript', 1);
    // Somebody's joining is pushed, and held until the transcript has been read.
    await stage.guest();
    const before = Date.now();
    jane.leave();
    await stage.end();
    expect(Date.now() - before).toBeLessThan(1_500);
  });
});
