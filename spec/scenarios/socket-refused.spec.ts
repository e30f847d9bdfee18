import type { Policies } from '../../lib/index.js';
import type { Injection } from '../../lib/emulator/index.js';
import { createActor } from './support/actor.js';
import { openStage, told, type Stage } from './support/stage.js';

const IMPATIENT: Partial<Policies> = { openTimeoutMs: 400, subscribeTimeoutMs: 400 };

describe('a session whose socket cannot be had', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ policies: IMPATIENT });
  });
  afterEach(() => stage.end());

  const refusals: ReadonlyArray<readonly [string, Injection, object]> = [
    ['403', { fault: 'handshake.refuse', status: 403 }, { name: 'SocketError', status: 403 }],
    ['429', { fault: 'handshake.refuse', status: 429 }, { name: 'SocketError', status: 429 }],
    ['500', { fault: 'handshake.refuse', status: 500 }, { name: 'SocketError', status: 500 }],
    ['a handshake that hangs', { fault: 'handshake.hang' }, { name: 'SubscriptionError', reason: 'notOpened' }],
    ['a URL that is not good', { fault: 'connection.badUrl' }, { name: 'SocketError', status: 403 }],
    ['a refused subscription', { fault: 'subscribe.failure' }, { name: 'SubscriptionError', reason: 'refused' }],
    ['an unanswered subscription', { fault: 'subscribe.silence' }, { name: 'SubscriptionError', reason: 'unanswered' }],
    ['a socket deaf from the beginning', { fault: 'socket.deaf' }, { name: 'SubscriptionError', reason: 'unanswered' }],
  ];

  it.each(refusals)('goes on trying after %s', async (_, injection, error) => {
    stage.emulator.inject(injection);
    stage.post('before');
    const jane = stage.actor();
    jane.connect();
    await jane.isSettled();
    await jane.hears('before');
    expect(jane.statuses).toContainEqual(
      expect.objectContaining({ type: 'waiting', error: expect.objectContaining(error) }),
    );
    expect(told(jane)).toEqual(stage.truth());
  });

  it.each(refusals)('comes back after %s, several times on end', async (_, injection, error) => {
    const jane = await stage.customer();
    stage.emulator.inject({ ...injection, times: 2 });
    stage.emulator.dropSockets(stage.details.participantId);
    stage.post('meanwhile');
    await jane.hears('meanwhile');
    await jane.was('live', 2);
    expect(told(jane)).toEqual(stage.truth());
    expect(jane.diagnostics).toContainEqual(
      expect.objectContaining({ type: 'retrying', attempt: 2, error: expect.objectContaining(error) }),
    );
  });

  it('tells once what is pushed before the subscription is acknowledged', async () => {
    let acknowledge = (): void => undefined;
    const until = new Promise<void>((resolve) => (acknowledge = resolve));
    stage.emulator.inject({ fault: 'subscribe.delay', until });
    const jane = stage.actor();
    jane.connect();
    await stage.emulator.until(() => stage.emulator.connections().subscribed === 1);
    stage.post('early');
    acknowledge();
    await jane.isSettled();
    await jane.hears('early');
    expect(told(jane)).toEqual(stage.truth());
  });

  it('tells what is posted, and the end of the chat, although no socket is ever to be had', async () => {
    const { emulator, details } = stage;
    emulator.setFaults({ 'handshake.refuse': 1 });
    const jane = createActor(details, stage.engineWith(IMPATIENT).session(details));
    jane.connect();
    for (const content of ['one', 'another']) {
      stage.post(content);
      await jane.hears(content);
    }
    expect(told(jane)).toEqual(stage.truth());
    stage.emulator.endChat(details.contactId);
    await jane.was('ended', 1);
    expect(jane.statuses.some(({ type }) => type === 'live')).toBe(false);
  });

  it('tries a URL that has expired while it was offline, and fetches another', async () => {
    const jane = await stage.customer();
    jane.leave();
    stage.emulator.expireTokens(stage.details.participantId);
    stage.post('while away');
    jane.connect();
    await jane.hears('while away');
    await jane.is('live');
    expect(told(jane)).toEqual(stage.truth());
    expect(stage.emulator.handshakes.map(({ status }) => status)).toEqual([101, 403, 101]);
  });
});
