import { filter, lastValueFrom, take, toArray, type Observable } from 'rxjs';
import type { ChatSession, Participant } from '../../lib/index.js';
import { patiently } from './support/actor.js';
import { openStage, type Stage } from './support/stage.js';

const names = (participants: ReadonlyArray<Participant>) => participants.map(({ displayName }) => displayName);

/** How a stream ends. */
const endOf = (stream$: Observable<unknown>): Promise<unknown> =>
  new Promise((resolve) => stream$.subscribe({ error: resolve, complete: () => resolve('completes') }));

const endsOf = async (session: ChatSession): Promise<unknown> => {
  const { status$, event$, message$, transcript$, typing$, participants$, checkpoint$, diagnostic$ } = session;
  const streams = { status$, event$, message$, transcript$, typing$, participants$, checkpoint$, diagnostic$ };
  const ends = Object.entries<Observable<unknown>>(streams).map(
    async ([name, stream$]) => [name, await endOf(stream$)] as const,
  );
  return Object.fromEntries(await Promise.all(ends));
};

/** What a stream gives at once to who subscribes now. */
const atOnce = <T>(stream$: Observable<T>): ReadonlyArray<T> => {
  const values: T[] = [];
  stream$.subscribe({ next: (value) => void values.push(value), error: () => undefined }).unsubscribe();
  return values;
};

describe('the streams of a session', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.end());

  it('all complete when the chat ends', async () => {
    const jane = await stage.customer();
    const ends = endsOf(jane.session);
    stage.endChat();
    const completes = 'completes';
    expect(await ends).toEqual({
      status$: completes,
      event$: completes,
      message$: completes,
      transcript$: completes,
      typing$: completes,
      participants$: completes,
      checkpoint$: completes,
      diagnostic$: completes,
    });
  });

  it('complete when the session cannot begin, all but event$, which errors', async () => {
    const { contactId } = stage.details;
    const jane = stage.actor({ contactId, participantToken: 'not-a-token' });
    const ends = endsOf(jane.session);
    jane.connect();
    const completes = 'completes';
    expect(await ends).toEqual({
      status$: completes,
      event$: expect.objectContaining({ name: 'AccessDeniedError' }),
      message$: completes,
      transcript$: completes,
      typing$: completes,
      participants$: completes,
      checkpoint$: completes,
      diagnostic$: completes,
    });
    expect(await jane.is('failed')).toMatchObject({ error: { name: 'AccessDeniedError' } });
  });

  it('end for one session whose token is rejected, and go on for the others of its process', async () => {
    const jane = await stage.customer();
    const { contactId } = stage.details;
    const broken = stage.engine.session({ contactId, participantToken: 'not-a-token' });
    const seen: string[] = [];
    const watch = ({ message$, transcript$, typing$, participants$, checkpoint$, status$ }: ChatSession): void =>
      // Without a handler of errors each: one that came would be thrown at the process.
      [message$, transcript$, typing$, participants$, checkpoint$, status$].forEach((stream$: Observable<unknown>) =>
        stream$.subscribe(() => undefined),
      );
    [jane.session, broken].forEach(watch);
    jane.session.message$.subscribe(({ content }) => seen.push(content));
    broken.connect();
    await patiently(broken.status$.pipe(filter(({ type }) => type === 'failed')));
    const [shown] = atOnce(broken.transcript$);
    stage.post('the others go on');
    await jane.hears('the others go on');
    expect(seen).toEqual(['the others go on']);
    expect(shown).toEqual({ items: [], gaps: [] });
  });

  it('show what became of own messages before they complete, when the session cannot begin', async () => {
    const { contactId } = stage.details;
    const jane = stage.actor({ contactId, participantToken: 'not-a-token' });
    const fate = jane.say('hello').catch((error: unknown) => error);
    const last = lastValueFrom(jane.session.transcript$);
    jane.connect();
    expect((await last).items).toMatchObject([{ type: 'pending', content: 'hello', status: 'rejected' }]);
    expect(await fate).toMatchObject({ name: 'ChatEndedError' });
  });

  it('go on when the session goes offline', async () => {
    const jane = await stage.customer();
    const ended = jest.fn();
    const { status$, event$, transcript$ } = jane.session;
    [status$, event$, transcript$].forEach((stream$: Observable<unknown>) =>
      stream$.subscribe({ error: ended, complete: ended }),
    );
    jane.leave();
    await jane.is('idle');
    expect(ended).not.toHaveBeenCalled();
  });

  it('replay the present to a late subscriber: status, transcript, typing, participants, checkpoint', async () => {
    const jane = await stage.customer();
    await stage.guest();
    stage.post('hello');
    await jane.hears('hello');
    const { status$, transcript$, typing$, participants$, checkpoint$ } = jane.session;
    expect(atOnce(status$)).toEqual([{ type: 'live' }]);
    expect(atOnce(transcript$)).toHaveLength(1);
    expect(atOnce(transcript$)[0]!.items).toContainEqual(expect.objectContaining({ content: 'hello' }));
    expect(atOnce(typing$)).toEqual([[]]);
    expect(names(atOnce(participants$)[0]!)).toEqual(['Jane', 'Ana']);
    const kept = checkpoint$.subscribe();
    stage.post('once more');
    const first = await patiently(checkpoint$);
    expect(first).toMatchObject({ version: 1, contactId: stage.details.contactId });
    expect(atOnce(checkpoint$)).toHaveLength(1);
    kept.unsubscribe();
  });

  it('give a late subscriber of the events only what comes after', async () => {
    const jane = await stage.customer();
    stage.post('early');
    await jane.hears('early');
    expect(atOnce(jane.session.event$)).toEqual([]);
    expect(atOnce(jane.session.diagnostic$)).toEqual([]);
    const next = patiently(jane.session.message$);
    stage.post('late');
    expect((await next).content).toBe('late');
  });

  it('tell all subscribers the same over one socket', async () => {
    const jane = stage.actor();
    const heard = [0, 1, 2].map(() => patiently(jane.session.message$.pipe(take(2), toArray())));
    jane.connect();
    await jane.isSettled();
    stage.post('one');
    stage.post('two');
    const [first, second, third] = await Promise.all(heard);
    expect(first!.map(({ content }) => content)).toEqual(['one', 'two']);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect(stage.emulator.connections().opened).toBe(1);
  });

  it('still tell how it ended to who comes after the end', async () => {
    const jane = await stage.customer();
    stage.post('last words');
    stage.endChat();
    await jane.is('ended');
    const { status$, event$, transcript$, participants$ } = jane.session;
    expect(await lastValueFrom(status$)).toEqual({ type: 'ended', reason: 'ended' });
    expect(await lastValueFrom(event$.pipe(toArray()))).toEqual([]);
    const { items } = await lastValueFrom(transcript$);
    expect(items.map(({ type }) => type)).toEqual(['participantJoined', 'message', 'chatEnded']);
    expect(await lastValueFrom(participants$)).toEqual([]);
  });

  it('conflate bursts in the transcript', async () => {
    const jane = await stage.customer();
    const sizes: number[] = [];
    const watching = jane.session.transcript$.subscribe(({ items }) => void sizes.push(items.length));
    for (let count = 0; count < 100; count += 1) stage.post(`message ${count}`);
    await jane.hears('message 99');
    await patiently(jane.session.transcript$.pipe(take(1)));
    watching.unsubscribe();
    expect(sizes.length).toBeLessThan(100);
  });

  it('show receipts of before to the first who reads the transcript', async () => {
    const jane = await stage.customer();
    const ana = stage.emulator.addParticipant(stage.details.contactId, { displayName: 'Ana' });
    await jane.say('read me');
    const { id } = await jane.hears('read me');
    stage.emulator.postReceipt(ana.participantId, id, 'read');
    await jane.untilType('receipt');
    const { items } = await patiently(jane.session.transcript$);
    expect(items.find((item) => item.type === 'message')).toMatchObject({
      receipts: [{ recipientId: ana.participantId }],
    });
  });

  it('show own messages under way to the first who reads the transcript', async () => {
    const jane = stage.actor();
    const sent = jane.say('under way');
    const { items } = await patiently(jane.session.transcript$);
    jane.connect();
    await sent;
    await jane.isSettled();
    expect(items).toMatchObject([{ type: 'pending', content: 'under way' }]);
  });
});

describe('the transcript of a session that has announced a gap', () => {
  it('shows it to the first who reads it, too', async () => {
    const stage = await openStage({ policies: { pageSize: 10, maxPages: 2 } });
    for (let count = 0; count < 30; count += 1) stage.post(`message ${count}`);
    const jane = await stage.customer();
    await jane.untilType('gap');
    const { gaps } = await patiently(jane.session.transcript$);
    await stage.end();
    expect(gaps).toMatchObject([{ reason: 'tooManyPages' }]);
  });
});
