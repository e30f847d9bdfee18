import { filter, firstValueFrom } from 'rxjs';
import type { Checkpoint } from '../../lib/index.js';
import { patiently, type Actor } from './support/actor.js';
import { openStage, told, type Stage } from './support/stage.js';

const goodbye = ({ session }: Actor): Promise<void> => patiently(session.disconnect());

describe('a session that leaves the chat', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  it("ends the chat when it is the customer's", async () => {
    stage = await openStage();
    const [jane, ana] = [await stage.customer(), await stage.guest()];
    await goodbye(jane);
    expect(await jane.is('ended')).toMatchObject({ type: 'ended' });
    expect(await ana.is('ended')).toEqual({ type: 'ended', reason: 'ended' });
    expect(ana.eventsOf('participantLeft')).toMatchObject([{ participant: { displayName: 'Jane' } }]);
    expect(jane.events.at(-1)?.type).toBe('chatEnded');
    expect(told(ana)).toEqual(stage.truth());
    expect(stage.requests('DisconnectParticipant')).toHaveLength(1);
  });

  it("ends the chat when it is the last agent's", async () => {
    stage = await openStage();
    const [jane, ana] = [await stage.customer(), await stage.guest()];
    await goodbye(ana);
    expect(await jane.is('ended')).toEqual({ type: 'ended', reason: 'ended' });
    await ana.is('ended');
    expect(jane.eventsOf('participantLeft')).toMatchObject([{ participant: { displayName: 'Ana' } }]);
  });

  it('ends by itself when the chat goes on without it', async () => {
    stage = await openStage({ policies: { farewellMs: 50 } });
    const [jane, ana] = [await stage.customer(), await stage.guest()];
    await stage.guest({ displayName: 'Bo' });
    await goodbye(ana);
    expect(await ana.is('ended')).toEqual({ type: 'ended', reason: 'disconnected' });
    expect(ana.events.at(-1)).toMatchObject({ type: 'chatEnded', reason: 'disconnected' });
    stage.post('without Ana');
    await jane.hears('without Ana');
    expect(jane.path()).toEqual(['idle', 'connecting', 'live']);
    expect(ana.texts()).toEqual([]);
  });

  it('does nothing when it leaves twice', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    await goodbye(jane);
    await jane.is('ended');
    await goodbye(jane);
    expect(stage.requests('DisconnectParticipant')).toHaveLength(1);
  });

  it('has left when the service says that the chat is over', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'frame.drop' });
    stage.endChat();
    await goodbye(jane);
    expect(await jane.is('ended')).toMatchObject({ type: 'ended' });
  });

  it('leaves once although the answer is lost', async () => {
    stage = await openStage();
    const [jane, ana] = [await stage.customer(), await stage.guest()];
    stage.emulator.inject({ fault: 'response.lost', operation: 'DisconnectParticipant' });
    await goodbye(jane);
    await Promise.all([jane.is('ended'), ana.is('ended')]);
    expect(ana.eventsOf('participantLeft')).toHaveLength(1);
  });

  it('leaves while it waits for a connection', async () => {
    stage = await openStage({ policies: { farewellMs: 50 } });
    const jane = await stage.customer();
    const operation = 'CreateParticipantConnection';
    stage.emulator.inject({ fault: 'response.error', operation, status: 429, retryAfterSeconds: 600 });
    stage.emulator.dropSockets(stage.details.participantId);
    await stage.asked(operation, 2);
    await jane.is('waiting');
    await goodbye(jane);
    expect(await jane.is('ended')).toEqual({ type: 'ended', reason: 'disconnected' });
    expect(jane.path().slice(-2)).toEqual(['waiting', 'ended']);
  });

  it.each<[string, (jane: Actor) => Promise<unknown>]>([
    ['after it has left the page', (jane) => (jane.leave(), goodbye(jane))],
    [
      'before it leaves the page',
      (jane) => {
        const gone = goodbye(jane);
        jane.leave();
        return gone;
      },
    ],
  ])('ends %s, without a gap', async (_, leave) => {
    stage = await openStage({ policies: { offlineGraceMs: 100 } });
    const jane = await stage.customer();
    stage.post('last words');
    await jane.hears('last words');
    await leave(jane);
    expect(await jane.is('ended')).toMatchObject({ type: 'ended' });
    expect(jane.events.at(-1)).toMatchObject({ type: 'chatEnded' });
    expect(jane.eventsOf('gap')).toEqual([]);
    const asked = stage.emulator.requests.length;
    expect(jane.session.connect().closed).toBe(true);
    expect(jane.path().at(-1)).toBe('ended');
    expect(stage.emulator.requests).toHaveLength(asked);
  });

  it('ends with the chat although its application goes offline as the end comes', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    stage.post('the last word');
    await jane.hears('the last word');
    stage.endChat();
    await jane.diagnoses('repairing');
    jane.leave();
    expect(await jane.is('ended')).toEqual({ type: 'ended', reason: 'ended' });
    expect(jane.eventsOf('gap')).toEqual([]);
    expect(jane.path()).toEqual(['idle', 'connecting', 'live', 'ended']);
  });

  it('ends as it had begun to for whoever goes on from the checkpoint of that moment', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    const isClosing = ({ standing }: Checkpoint): boolean => standing.closing !== undefined;
    const resumeFrom = firstValueFrom(jane.session.checkpoint$.pipe(filter(isClosing)));
    await patiently(jane.session.checkpoint$);
    stage.endChat();
    const again = stage.actor({ ...stage.details, resumeFrom: await resumeFrom });
    again.connect();
    expect(await again.is('ended')).toEqual({ type: 'ended', reason: 'ended' });
    expect(again.events.at(-1)).toMatchObject({ type: 'chatEnded', reason: 'ended' });
    await jane.is('ended');
  });

  it('leaves while it is offline, and ends at once', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    jane.leave();
    await stage.comesToRest();
    await goodbye(jane);
    expect(await jane.is('ended')).toEqual({ type: 'ended', reason: 'disconnected' });
    expect(jane.events).toMatchObject([{ type: 'participantJoined' }, { type: 'chatEnded', reason: 'disconnected' }]);
    expect(stage.requests('CreateParticipantConnection')).toHaveLength(1);
  });

  it('leaves though it has never connected', async () => {
    stage = await openStage();
    const ana = await stage.guest();
    const jane = stage.actor();
    await goodbye(jane);
    expect(await jane.is('ended')).toEqual({ type: 'ended', reason: 'disconnected' });
    await ana.is('ended');
  });

  it('is over for whoever goes on from its last checkpoint', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    const saved: Checkpoint[] = [];
    jane.session.checkpoint$.subscribe((checkpoint) => saved.push(checkpoint));
    jane.leave();
    await goodbye(jane);
    await jane.is('ended');
    await stage.comesToRest();
    const asked = stage.emulator.requests.length;
    const again = stage.actor({ ...stage.details, resumeFrom: saved.at(-1)! });
    again.connect();
    expect(await again.is('ended')).toEqual({ type: 'ended', reason: 'disconnected' });
    expect(again.eventsOf('gap')).toEqual([]);
    expect(stage.emulator.requests).toHaveLength(asked);
  });
});
