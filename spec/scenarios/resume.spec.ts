import { filter } from 'rxjs';
import type { Checkpoint } from '../../lib/index.js';
import { createActor, patiently, type Actor } from './support/actor.js';
import { openStage, told, type Stage } from './support/stage.js';

const operation = 'CreateParticipantConnection';

describe('a session that goes on from a checkpoint in another engine', () => {
  let stage: Stage;
  let second: Actor;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(async () => {
    second.leave();
    await stage.end();
  });

  /** The process ends, and what it kept is all that is left of it. */
  const restart = async (first: Actor): Promise<Checkpoint> => {
    stage.post('last before');
    await first.hears('last before');
    const newest = first.events.at(-1);
    const checkpoint = await patiently(
      first.session.checkpoint$.pipe(
        filter(({ told: marks }) => newest?.type === 'message' && marks.some(({ id }) => id === newest.id)),
      ),
    );
    first.leave();
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
    const kept: Checkpoint = JSON.parse(JSON.stringify(checkpoint));
    return kept;
  };
  const resume = (resumeFrom: Checkpoint): Actor => {
    second = createActor(stage.details, stage.engineWith({}).session({ ...stage.details, resumeFrom }));
    second.connect();
    return second;
  };

  it('tells what was posted meanwhile and nothing twice, on the connection that is still good', async () => {
    const first = await stage.customer();
    ['one', 'two'].forEach(stage.post);
    const checkpoint = await restart(first);
    ['meanwhile one', 'meanwhile two'].forEach(stage.post);
    resume(checkpoint);
    await second.is('live');
    stage.post('after');
    await second.hears('after');
    expect(second.texts()).toEqual(['meanwhile one', 'meanwhile two', 'after']);
    expect([...told(first), ...told(second)]).toEqual(stage.truth());
    expect(stage.requests(operation)).toHaveLength(1);
    expect(second.eventsOf('gap')).toEqual([]);
  });

  it('sends with the token that is still good', async () => {
    const checkpoint = await restart(await stage.customer());
    resume(checkpoint);
    await second.say('hello again');
    await second.hears('hello again');
    expect(stage.requests(operation)).toHaveLength(1);
  });

  it('obtains another connection where the kept one is no longer good', async () => {
    const first = await stage.customer();
    const checkpoint = await restart(first);
    stage.emulator.expireTokens(stage.details.participantId);
    stage.post('meanwhile');
    resume(checkpoint);
    await second.hears('meanwhile');
    await second.is('live');
    expect([...told(first), ...told(second)]).toEqual(stage.truth());
    expect(stage.requests(operation).length).toBeGreaterThanOrEqual(2);
  });

  it('ends, and does not fail, when the chat ended meanwhile', async () => {
    const checkpoint = await restart(await stage.customer());
    stage.endChat();
    resume(checkpoint);
    expect(await second.is('ended')).toEqual({ type: 'ended', reason: 'accessDenied' });
    expect(second.events.map(({ type }) => type)).toEqual(['gap', 'chatEnded']);
  });

  it('tells the receipts and the scan results that are new', async () => {
    const first = await stage.customer();
    const ana = stage.emulator.addParticipant(stage.details.contactId, { displayName: 'Ana' });
    const id = await first.say('read me').then((progress) => {
      const last = progress.at(-1);
      return last?.type === 'sent' ? last.id : '';
    });
    stage.emulator.postReceipt(ana.participantId, id, 'delivered');
    await first.untilType('receipt');
    const checkpoint = await restart(first);
    stage.emulator.postReceipt(ana.participantId, id, 'read');
    stage.post('meanwhile');
    resume(checkpoint);
    await second.hears('meanwhile');
    expect(second.eventsOf('receipt')).toMatchObject([{ messageId: id, status: 'read' }]);
    expect(second.texts()).toEqual(['meanwhile']);
  });

  it('sends what the first had not sent yet, once', async () => {
    const first = await stage.customer();
    stage.emulator.inject({ fault: 'response.lost', operation: 'SendMessage' });
    stage.emulator.inject({ fault: 'response.hang', operation: 'SendMessage' });
    stage.post('settled');
    await first.hears('settled');
    const sends = ['arrived, unanswered', 'never left'].map((text) => first.session.send(text).subscribe());
    await stage.asked('SendMessage', 2);
    const checkpoint = await patiently(first.session.checkpoint$.pipe(filter(({ unsent }) => unsent.length === 2)));
    first.leave();
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
    resume(checkpoint);
    await second.hears('never left');
    const posted = stage.emulator.transcript(stage.details.contactId).flatMap(({ Content }) => Content ?? []);
    expect(posted).toEqual(['settled', 'arrived, unanswered', 'never left']);
    sends.forEach((send) => send.unsubscribe());
  });

  it('goes from process to process', async () => {
    const all: (string | undefined)[] = [];
    let actor = await stage.customer();
    for (let process = 1; process <= 4; process += 1) {
      const checkpoint = await restart(actor);
      all.push(...told(actor));
      stage.post(`meanwhile ${process}`);
      actor = resume(checkpoint);
      await actor.hears(`meanwhile ${process}`);
      await actor.isSettled();
    }
    all.push(...told(actor));
    expect(all).toEqual(stage.truth());
  });
});
