import { endWith, filter, from, ignoreElements, map } from 'rxjs';
import { sendMessages, type Checkpoint } from '../../lib/index.js';
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

  /** The process ends while messages are under way or wait. */
  const crash = async (first: Actor, unsent: number): Promise<Checkpoint> => {
    const checkpoint = await patiently(
      first.session.checkpoint$.pipe(filter((value) => value.unsent.length === unsent)),
    );
    first.leave();
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
    const kept: Checkpoint = JSON.parse(JSON.stringify(checkpoint));
    return kept;
  };
  const posted = () => stage.emulator.transcript(stage.details.contactId).flatMap(({ Content }) => Content ?? []);
  const ownItems = ({ session }: Actor) =>
    patiently(
      session.transcript$.pipe(
        map(({ items }) => items.filter((item) => item.type === 'pending')),
        filter((items) => items.every(({ status }) => status !== 'queued' && status !== 'sending')),
      ),
    );

  it('loses none of those that came by one pipe', async () => {
    const first = stage.actor();
    from(['one', 'two', 'three']).pipe(sendMessages(first.session)).subscribe();
    first.connect();
    stage.emulator.inject({ fault: 'response.hang', operation: 'SendMessage' });
    await stage.asked('SendMessage', 1);
    const checkpoint = await crash(first, 3);
    resume(checkpoint);
    await second.hears('three');
    expect(posted()).toEqual(['one', 'two', 'three']);
  });

  describe('with a service that forgets ClientTokens', () => {
    const MINUTE_MS = 60_000;

    /** The first process posts, gets no answer and hears no echo, and ends. */
    const posts = async (arrives: boolean): Promise<Checkpoint> => {
      await stage.end();
      stage = await openStage({ emulator: { clientTokenMs: 0 } });
      const first = await stage.customer();
      if (arrives) stage.emulator.inject({ fault: 'frame.drop' });
      stage.emulator.inject({ fault: arrives ? 'response.lost' : 'response.reset', operation: 'SendMessage' });
      stage.emulator.inject({ fault: 'response.hang', operation: 'SendMessage' });
      first.session.send('transfer 100 EUR').subscribe();
      await stage.asked('SendMessage', 2);
      return crash(first, 1);
    };
    /** The next process begins so much later, by its clock. */
    const resumeAfter = (resumeFrom: Checkpoint, ms: number): Actor => {
      const unsent = resumeFrom.unsent.map((one) => ({ ...one, postedAt: (one.postedAt ?? 0) - ms }));
      return resume({ ...resumeFrom, unsent });
    };

    it.each([1, 20])('never posts twice: it arrived, and %i minutes have passed', async (minutes) => {
      const checkpoint = await posts(true);
      resumeAfter(checkpoint, minutes * MINUTE_MS);
      await second.isSettled();
      expect(await ownItems(second)).toEqual([]);
      expect(posted()).toEqual(['transfer 100 EUR']);
      expect(second.texts()).toEqual(['transfer 100 EUR']);
      expect(stage.requests('SendMessage')).toHaveLength(2);
    });

    it('posts what did not arrive, after a minute', async () => {
      const checkpoint = await posts(false);
      resumeAfter(checkpoint, MINUTE_MS);
      await second.hears('transfer 100 EUR');
      expect(posted()).toEqual(['transfer 100 EUR']);
    });

    it('leaves it to the user after twenty, who may post it again or dismiss it, in a later process too', async () => {
      const checkpoint = await posts(false);
      resumeAfter(checkpoint, 20 * MINUTE_MS);
      await second.isSettled();
      const [unknown] = await ownItems(second);
      expect(unknown).toMatchObject({ status: 'unknown', content: 'transfer 100 EUR' });
      expect(posted()).toEqual([]);
      const next = await patiently(
        second.session.checkpoint$.pipe(filter(({ undelivered = [] }) => undelivered.length === 1)),
      );
      second.leave();
      const kept: Checkpoint = JSON.parse(JSON.stringify(next));
      const third = resume(kept);
      expect(await ownItems(third)).toMatchObject([{ status: 'unknown', clientToken: unknown?.clientToken }]);
      await patiently(third.session.retry(unknown?.clientToken ?? '').pipe(ignoreElements(), endWith('done')));
      await third.hears('transfer 100 EUR');
      expect(posted()).toEqual(['transfer 100 EUR']);
      expect(await ownItems(third)).toEqual([]);
    });
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
