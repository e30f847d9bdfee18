import { filter, firstValueFrom, lastValueFrom, map, type Subscription } from 'rxjs';
import type { ChatSession, SendProgress, SessionStatus } from '../../lib/index.js';
import { patiently } from './support/actor.js';
import { openStage, type Stage } from './support/stage.js';

/** What two who listen see: one who does something at each value, and one who only looks. */
const seenBy = (
  session: ChatSession,
  act: (status: SessionStatus) => void,
): { readonly actor: ReadonlyArray<string>; readonly witness: ReadonlyArray<string> } => {
  const [actor, witness]: [string[], string[]] = [[], []];
  session.status$.subscribe((status) => {
    actor.push(status.type);
    act(status);
  });
  session.status$.subscribe(({ type }) => witness.push(type));
  return { actor, witness };
};

describe('what a callback does', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  it('does not change the order in which another hears of it', async () => {
    stage = await openStage();
    const jane = stage.actor();
    const seen = seenBy(jane.session, ({ type }) => type === 'live' && jane.leave());
    jane.connect();
    await jane.was('idle', 2);
    expect(seen.actor).toEqual(['idle', 'connecting', 'live', 'idle']);
    expect(seen.witness).toEqual(seen.actor);
  });

  it('keeps no send waiting where it connects again whenever the session goes offline', async () => {
    stage = await openStage();
    const jane = stage.actor();
    const seen = seenBy(jane.session, ({ type }) => type === 'idle' && jane.connect());
    await jane.is('live');
    stage.emulator.inject({ fault: 'response.delay', operation: 'SendMessage', delayMs: 50 });
    const sent = jane.say('hello');
    await stage.asked('SendMessage', 1);
    jane.leave();
    expect((await sent).at(-1)).toMatchObject({ type: 'sent' });
    await jane.was('live', 2);
    expect(seen.actor).toEqual(['idle', 'connecting', 'live', 'idle', 'connecting', 'live']);
    expect(seen.witness).toEqual(seen.actor.slice(-seen.witness.length));
    expect(
      stage.emulator.transcript(stage.details.contactId).filter(({ Content }) => Content === 'hello'),
    ).toHaveLength(1);
    stage.endChat();
    await jane.is('ended');
  });

  it('opens one socket where it leaves and comes back at the first connecting', async () => {
    stage = await openStage({ policies: { offlineGraceMs: 100 } });
    const jane = stage.actor();
    let turns = 0;
    const seen = seenBy(jane.session, ({ type }) => {
      if (type !== 'connecting' || (turns += 1) > 1) return;
      jane.session.connect().unsubscribe();
      jane.connect();
    });
    jane.connect();
    await jane.isSettled();
    expect(seen.actor).toEqual(['idle', 'connecting', 'live']);
    expect(stage.emulator.connections().opened).toBe(1);
    expect(stage.requests('CreateParticipantConnection')).toHaveLength(1);
  });

  it('can be anything at all: a reader of messages who leaves, comes back, sends and reads', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    const [first, second]: [string[], string[]] = [[], []];
    const progress: SendProgress[] = [];
    jane.session.message$.subscribe(({ content }) => {
      first.push(content);
      if (!content.startsWith('post')) return;
      jane.leave();
      jane.session.send(`answer to ${content}`).subscribe((step) => {
        progress.push(step);
        if (step.type === 'sending') jane.leave();
        jane.connect();
      });
      jane.connect();
    });
    jane.session.message$.subscribe(({ content }) => second.push(content));
    for (const text of ['post 1', 'post 2', 'post 3']) stage.post(text);
    await jane.hears('answer to post 3');
    await stage.emulator.until(() => progress.filter(({ type }) => type === 'sent').length === 3);
    expect([...first].sort()).toEqual([
      'answer to post 1',
      'answer to post 2',
      'answer to post 3',
      'post 1',
      'post 2',
      'post 3',
    ]);
    expect(second).toEqual(first);
  });

  it('is heard by all in one order where it asks for more from within a diagnostic', async () => {
    stage = await openStage({ policies: { heartbeatMs: 100 } });
    const jane = await stage.customer();
    const [first, second]: [string[], string[]] = [[], []];
    jane.session.diagnostic$.subscribe(({ type }) => {
      first.push(type);
      if (first.length < 4) stage.emulator.dropSockets(stage.details.participantId);
    });
    jane.session.diagnostic$.subscribe(({ type }) => second.push(type));
    stage.emulator.inject({ fault: 'frame.garble' });
    stage.post('unreadable');
    await jane.hears('unreadable');
    expect(second).toEqual(first);
  });
});

describe('what waits', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  it.each<[string, (session: ChatSession, id: string) => Promise<unknown>]>([
    ['a send', (session) => lastValueFrom(session.send('too late'))],
    ['a read receipt', (session, id) => lastValueFrom(session.markRead(id))],
    [
      'an upload',
      (session) => lastValueFrom(session.sendAttachment({ name: 'a.txt', contentType: 'text/plain', body: 'a' })),
    ],
    ['a page of history', (session) => lastValueFrom(session.loadEarlier(5))],
    ['a view', (session) => lastValueFrom(session.describeView('token'))],
  ])('fails with the end of the chat, though the session is offline: %s', async (_, act) => {
    stage = await openStage();
    const jane = await stage.customer();
    const id = stage.post('hello');
    await jane.hears('hello');
    jane.leave();
    const before = stage.emulator.requests.length;
    const waiting = expect(act(jane.session, id)).rejects.toMatchObject({ name: 'ChatEndedError' });
    await patiently(jane.session.disconnect());
    await waiting;
    expect(await jane.is('ended')).toEqual({ type: 'ended', reason: 'disconnected' });
    expect(stage.emulator.requests.slice(before).map(({ operation }) => operation)).toEqual(['DisconnectParticipant']);
  });

  it('keeps nothing running after the end: a receipt that is still collected', async () => {
    stage = await openStage({ policies: { receiptThrottleMs: 600_000 } });
    const jane = await stage.customer();
    const id = stage.post('hello');
    await jane.hears('hello');
    const read = expect(firstValueFrom(jane.session.markRead(id))).rejects.toMatchObject({ name: 'ChatEndedError' });
    stage.endChat();
    await read;
    await stage.comesToRest();
  });

  it('leaves nothing while the session is offline, and goes on when it is back', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    const id = stage.post('hello');
    await jane.hears('hello');
    jane.leave();
    await stage.comesToRest();
    const before = stage.emulator.requests.length;
    const file = { name: 'a.txt', contentType: 'text/plain', body: 'a' };
    const done = Promise.all([
      lastValueFrom(jane.session.send('later')),
      lastValueFrom(jane.session.sendAttachment(file)),
      lastValueFrom(jane.session.markRead(id)),
    ]);
    await lastValueFrom(jane.session.sendTyping());
    stage.post('meanwhile');
    expect(stage.emulator.requests.slice(before)).toEqual([]);
    jane.connect();
    await done;
    expect(stage.requests('SendMessage')).toHaveLength(1);
    expect(stage.requests('SendEvent')).toHaveLength(1);
    expect(stage.requests('CompleteAttachmentUpload')).toHaveLength(1);
  });
});

describe('connect()', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  it('gives a subscription that ends with the chat, and a closed one after that', async () => {
    stage = await openStage();
    const jane = stage.actor();
    const owners: Subscription[] = [jane.session.connect(), jane.session.connect()];
    await jane.isSettled();
    stage.endChat();
    await jane.is('ended');
    expect([...owners, jane.session.connect()].map(({ closed }) => closed)).toEqual([true, true, true]);
  });

  it('spares a component that is mounted twice the second request', async () => {
    stage = await openStage({ policies: { offlineGraceMs: 100 } });
    const jane = stage.actor();
    jane.session.connect().unsubscribe();
    jane.connect();
    await jane.isSettled();
    const status$ = jane.session.status$.pipe(
      filter(({ type }) => type === 'idle'),
      map(() => stage.emulator.connections().open),
    );
    jane.leave();
    await patiently(status$);
    expect(jane.path()).toEqual(['idle', 'connecting', 'live', 'idle']);
    expect(stage.requests('CreateParticipantConnection')).toHaveLength(1);
  });
});
