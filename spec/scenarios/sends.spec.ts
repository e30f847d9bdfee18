import { defaultIfEmpty, filter, firstValueFrom, from, map, of, Subject, toArray } from 'rxjs';
import { sendMessages, type Failed, type SendProgress, type Transcript } from '../../lib/index.js';
import type { Injection, MessageProcessor } from '../../lib/emulator/index.js';
import { patiently, type Actor } from './support/actor.js';
import { openStage, told, type Scenery, type Stage } from './support/stage.js';

const operation = 'SendMessage';
const types = (progress: ReadonlyArray<SendProgress>) => progress.map(({ type }) => type);
const pendingIn = ({ items }: Transcript) => items.filter((item) => item.type === 'pending');

/** What the transcript shows of own messages under way, once it shows so many. */
const pending = ({ session }: Actor, count: number) =>
  patiently(
    session.transcript$.pipe(
      map(pendingIn),
      filter(({ length }) => length === count),
    ),
  );

const clientTokenIn = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'ClientToken' in body ? body.ClientToken : undefined;

describe('sends', () => {
  let stage: Stage;
  const set = async (scenery: Scenery = {}): Promise<void> => {
    stage = await openStage(scenery);
  };
  const tokens = () => stage.requests(operation).map(({ body }) => clientTokenIn(body));
  const posted = () => stage.emulator.transcript(stage.details.contactId).flatMap(({ Content }) => Content ?? []);
  afterEach(() => stage.end());

  it.each(['before', 'after', 'random'] as const)('leave in order, with the echo %s the answer', async (echoOrder) => {
    await set({ emulator: { echoOrder } });
    const jane = await stage.customer();
    const texts = Array.from({ length: 20 }, (_, index) => `message ${index}`);
    const outcomes = await Promise.all(texts.map(jane.say));
    expect(outcomes.map(types)).toEqual(texts.map(() => ['queued', 'sending', 'sent']));
    expect(posted()).toEqual(texts);
    await Promise.all(texts.map(jane.hears));
    // By chance an echo comes after the next one: late, and told all the same.
    expect([...told(jane)].sort()).toEqual([...stage.truth()].sort());
    const messages = stage.emulator.transcript(stage.details.contactId).filter(({ Type }) => Type === 'MESSAGE');
    expect(outcomes.map((progress) => progress.at(-1))).toMatchObject(
      messages.map(({ Id, AbsoluteTime }) => ({ type: 'sent', id: Id, at: Date.parse(AbsoluteTime) })),
    );
  });

  const transient: ReadonlyArray<readonly [string, Injection, string]> = [
    ['429', { fault: 'response.error', operation, status: 429 }, 'ThrottledError'],
    ['500', { fault: 'response.error', operation, status: 500 }, 'ServiceError'],
    ['an answer that hangs', { fault: 'response.hang', operation }, 'RequestTimeoutError'],
    ['a connection that breaks', { fault: 'response.reset', operation }, 'NetworkError'],
    ['a lost answer', { fault: 'response.lost', operation }, 'NetworkError'],
    ['a truncated answer', { fault: 'response.truncated', operation }, 'NetworkError'],
    ['a malformed answer', { fault: 'response.malformed', operation }, 'UnreadableError'],
  ];

  it.each(transient)('are tried again with one ClientToken after %s, and post once', async (_, injection, name) => {
    await set({ policies: { requestTimeoutMs: 400 } });
    const jane = await stage.customer();
    stage.emulator.inject({ ...injection, times: 2 });
    const [first, second] = await Promise.all([jane.say('first'), jane.say('second')]);
    expect(types(first)).toEqual(['queued', 'sending', 'waiting', 'waiting', 'sent']);
    expect(first[2]).toMatchObject({ attempt: 1, error: { name } });
    expect(types(second)).toEqual(['queued', 'sending', 'sent']);
    expect(posted()).toEqual(['first', 'second']);
    const [one, two, three, other] = tokens();
    expect([two, three]).toEqual([one, one]);
    expect(other).not.toBe(one);
    await jane.hears('second');
    expect(told(jane)).toEqual(stage.truth());
  });

  it('are rejected for good by a 400, and those behind go on', async () => {
    await set({ chat: { supportedContentTypes: ['text/plain'] } });
    const jane = await stage.customer();
    const rejected = patiently(jane.session.send({ content: '*bold*', contentType: 'text/markdown' }).pipe(toArray()));
    const next = jane.say('plain');
    await expect(rejected).rejects.toMatchObject({ name: 'ValidationError', status: 400 });
    await next;
    await jane.hears('plain');
    expect(posted()).toEqual(['plain']);
    expect(await pending(jane, 1)).toMatchObject([
      { status: 'rejected', content: '*bold*', error: { name: 'ValidationError' } },
    ]);
  });

  it('fail after the end', async () => {
    await set();
    const jane = await stage.customer();
    stage.endChat();
    await jane.is('ended');
    await expect(jane.say('too late')).rejects.toMatchObject({ name: 'ChatEndedError' });
    await expect(patiently(jane.session.sendTyping())).rejects.toMatchObject({ name: 'ChatEndedError' });
    expect(stage.requests(operation)).toEqual([]);
  });

  it('fail when the chat ends while they wait', async () => {
    await set();
    const jane = stage.actor();
    const waiting = expect(jane.say('never')).rejects.toMatchObject({ name: 'ChatEndedError' });
    stage.endChat();
    jane.connect();
    await jane.is('failed');
    await waiting;
  });

  it('wait until the session is connected', async () => {
    await set();
    const jane = stage.actor();
    const sends = Promise.all([jane.say('one'), jane.say('two')]);
    expect(await pending(jane, 2)).toMatchObject([
      { content: 'one', status: 'sending' },
      { content: 'two', status: 'queued' },
    ]);
    expect(stage.emulator.requests).toEqual([]);
    jane.connect();
    await sends;
    await jane.isSettled();
    expect(posted()).toEqual(['one', 'two']);
  });

  it('wait while the session is offline, and leave once', async () => {
    await set();
    const jane = await stage.customer();
    jane.leave();
    const sends = Promise.all([jane.say('one'), jane.say('two')]);
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
    expect(stage.requests(operation)).toEqual([]);
    jane.connect();
    await sends;
    await jane.hears('two');
    expect(posted()).toEqual(['one', 'two']);
    expect(told(jane)).toEqual(stage.truth());
  });

  it('post once when the session goes offline in the middle of one', async () => {
    await set();
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'response.lost', operation });
    const sent = jane.say('once');
    await stage.asked(operation, 1);
    jane.leave();
    jane.connect();
    await sent;
    await jane.hears('once');
    expect(posted()).toEqual(['once']);
    expect(new Set(tokens()).size).toBe(1);
  });

  it('are not accepted beyond the limit of the outbox', async () => {
    await set({ policies: { maxQueuedSends: 2 } });
    const jane = stage.actor();
    const accepted = ['under way', 'one', 'two'].map(jane.say);
    await expect(jane.say('three')).rejects.toMatchObject({ name: 'OutboxFullError', limit: 2 });
    jane.connect();
    await Promise.all(accepted);
    await jane.isSettled();
    expect(posted()).toEqual(['under way', 'one', 'two']);
  });

  it('say so when it cannot be found out whether they arrived', async () => {
    await set({ policies: { sendDeadlineMs: 50 } });
    const jane = await stage.customer();
    const mend = stage.emulator.inject({ fault: 'response.reset', operation, times: 1_000 });
    const failure = await jane.say('who knows').catch((error: unknown) => error);
    mend();
    expect(failure).toMatchObject({ name: 'OutcomeUnknownError', clientToken: tokens()[0] });
    expect(await pending(jane, 1)).toMatchObject([{ status: 'unknown' }]);
    await jane.say('next');
    await jane.hears('next');
    expect(posted()).toEqual(['next']);
  });

  it('find out by the transcript that they did arrive', async () => {
    await set({ policies: { sendDeadlineMs: 50 } });
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'frame.drop' });
    const mend = stage.emulator.inject({ fault: 'response.lost', operation, times: 1_000 });
    const progress = await jane.say('it did');
    mend();
    const { id } = await jane.hears('it did');
    expect(progress.at(-1)).toMatchObject({ type: 'sent', id });
    expect(posted()).toEqual(['it did']);
  });

  it('leave whoever goes on listening: one who waits for the first value only, or for none', async () => {
    await set();
    const jane = stage.actor();
    expect(await firstValueFrom(jane.session.send('one'))).toMatchObject({ type: 'queued' });
    jane.session.send('two').subscribe().unsubscribe();
    const last = jane.say('last');
    jane.connect();
    await last;
    await jane.isSettled();
    expect(posted()).toEqual(['one', 'two', 'last']);
  });

  it('are taken back by discard while they wait, and never shown again', async () => {
    await set();
    const jane = stage.actor();
    const discarded = jane.session.send({ content: 'discarded', clientToken: 'mine' });
    const outcome = expect(patiently(discarded.pipe(toArray()))).rejects.toMatchObject({
      name: 'DiscardedError',
      clientToken: 'mine',
    });
    const last = jane.say('last');
    jane.session.discard('mine');
    await outcome;
    jane.connect();
    await last;
    await jane.isSettled();
    expect(posted()).toEqual(['last']);
  });

  it('wait for a pipe in the session, where all of them count and show', async () => {
    await set({ policies: { maxQueuedSends: 3 } });
    const jane = stage.actor();
    const outcomes: (SendProgress | Failed<string>)[] = [];
    from(['one', 'two', 'three', 'four', 'five'])
      .pipe(sendMessages(jane.session))
      .subscribe((progress) => outcomes.push(progress));
    expect((await pending(jane, 4)).map(({ content }) => content)).toEqual(['one', 'two', 'three', 'four']);
    expect(outcomes.at(-1)).toMatchObject({ type: 'failed', input: 'five', error: { name: 'OutboxFullError' } });
    jane.connect();
    await stage.asked(operation, 4);
    await jane.hears('four');
    expect(posted()).toEqual(['one', 'two', 'three', 'four']);
  });

  it('are not told from yesterday by their text: what was there before is no echo', async () => {
    await set({ policies: { sendDeadlineMs: 50 } });
    const { contactId, participantId } = stage.details;
    stage.emulator.postMessage(contactId, { content: 'hello?', participantId });
    const jane = await stage.customer();
    stage.post('a reply');
    await jane.hears('a reply');
    const mend = stage.emulator.inject({ fault: 'response.reset', operation, times: 1_000 });
    await expect(jane.say('hello?')).rejects.toMatchObject({ name: 'OutcomeUnknownError' });
    mend();
    expect(await pending(jane, 1)).toMatchObject([{ status: 'unknown', content: 'hello?' }]);
    expect(posted()).toEqual(['hello?', 'a reply']);
  });

  it('are not told from history by their text: what is only read now is no echo', async () => {
    await set({ policies: { sendDeadlineMs: 50 } });
    const { contactId, participantId } = stage.details;
    stage.emulator.postMessage(contactId, { content: 'hello?', participantId });
    const mend = stage.emulator.inject({ fault: 'response.reset', operation, times: 1_000 });
    const jane = stage.actor();
    const outcome = expect(jane.say('hello?')).rejects.toMatchObject({ name: 'OutcomeUnknownError' });
    jane.connect();
    await outcome;
    mend();
    expect(await pending(jane, 1)).toMatchObject([{ status: 'unknown' }]);
  });

  it.each([
    ['a 400', { fault: 'response.error', operation, status: 400, times: 1_000 } as const],
    ['a 403 for every token', { fault: 'response.error', operation, status: 403, times: 1_000 } as const],
    ['a 429 until the deadline', { fault: 'response.error', operation, status: 429, times: 1_000 } as const],
  ])('are sent where they arrived, although the next attempt got %s', async (_, refusal) => {
    await set({ policies: { sendDeadlineMs: 50 } });
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'frame.drop' });
    stage.emulator.inject({ fault: 'response.lost', operation });
    const mend = stage.emulator.inject(refusal);
    const progress = await jane.say('delivered');
    mend();
    const { id } = await jane.hears('delivered');
    expect(progress.at(-1)).toMatchObject({ type: 'sent', id });
    expect(posted()).toEqual(['delivered']);
    expect(await pending(jane, 0)).toEqual([]);
  });

  it('are tried again by retry: found where they arrived, posted where they did not', async () => {
    // Readings that somebody asks for are no closer together than heartbeats.
    await set({ policies: { sendDeadlineMs: 50, heartbeatMs: 300 } });
    const jane = await stage.customer();
    const mend = stage.emulator.inject({ fault: 'response.reset', operation, times: 1_000 });
    await jane.say('never left').catch(() => undefined);
    mend();
    const [unknown] = await pending(jane, 1);
    expect(unknown).toMatchObject({ status: 'unknown' });
    const retry$ = jane.session.retry(unknown?.clientToken ?? '');
    expect(types(await patiently(retry$.pipe(toArray())))).toEqual(['queued', 'sending', 'sent']);
    await jane.hears('never left');
    expect(types(await patiently(retry$.pipe(toArray())))).toEqual(['sent']);
    expect(posted()).toEqual(['never left']);
    expect(new Set(tokens()).size).toBe(1);
  });

  it('show once under one ClientToken, however often they are sent', async () => {
    await set();
    const jane = await stage.customer();
    const mine = { content: 'once', clientToken: 'mine' };
    const shown: number[] = [];
    jane.session.transcript$.subscribe(({ items }) => {
      shown.push(items.filter((item) => 'content' in item && item.content === 'once').length);
    });
    const outcomes = await Promise.all([1, 2].map(() => patiently(jane.session.send(mine).pipe(toArray()))));
    await jane.hears('once');
    outcomes.push(await patiently(jane.session.send(mine).pipe(toArray())));
    await stage.emulator.until(() => shown.at(-1) === 1);
    const ids = outcomes.map((progress) => progress.at(-1)).map((last) => last?.type === 'sent' && last.id);
    expect(new Set(ids).size).toBe(1);
    expect(Math.max(...shown)).toBe(1);
    expect(tokens()).toEqual(['mine']);
  });

  it('fail at once after the end, by the operator with their input', async () => {
    await set();
    const jane = await stage.customer();
    stage.endChat();
    await jane.is('ended');
    const outcome = await patiently(of('too late').pipe(sendMessages(jane.session), toArray()));
    expect(outcome).toMatchObject([{ type: 'failed', input: 'too late', error: { name: 'ChatEndedError' } }]);
    expect(await pending(jane, 0)).toEqual([]);
  });

  it.each(['live', 'offline'])('fail when the participant leaves while they wait: %s', async (where) => {
    await set();
    const jane = await stage.customer();
    if (where === 'live') {
      stage.emulator.inject({ fault: 'response.error', operation, status: 429, retryAfterSeconds: 60 });
    } else {
      jane.leave();
      await jane.is('idle');
    }
    const waiting = ['one', 'two'].map((text) => jane.say(text).catch((error: unknown) => error));
    if (where === 'live') await stage.asked(operation, 1);
    await patiently(jane.session.disconnect().pipe(defaultIfEmpty(undefined)));
    expect(await Promise.all(waiting)).toMatchObject([{ name: 'ChatEndedError' }, { name: 'ChatEndedError' }]);
    await expect(jane.say('three')).rejects.toMatchObject({ name: 'ChatEndedError' });
    await jane.is('ended');
    expect(await pending(jane, 2)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(posted()).toEqual([]);
  });

  it('come to their end where the session goes offline while they do, in the callback of a status', async () => {
    await set();
    const jane = stage.actor();
    const statuses: string[] = [];
    let connection = jane.session.connect();
    await jane.is('live');
    const outcome = jane.say('under way').catch((error: unknown) => error);
    jane.session.status$.subscribe(({ type }) => {
      statuses.push(type);
      if (type === 'idle') connection = jane.session.connect();
    });
    connection.unsubscribe();
    expect(await outcome).toMatchObject([{ type: 'queued' }, { type: 'sending' }, { type: 'sent' }]);
    stage.endChat();
    await jane.is('ended');
    expect(jane.session.connect().closed).toBe(true);
  });

  describe('where the instance processes messages', () => {
    const later: MessageProcessor = ({ content }) => ({
      type: 'change',
      content: content.replace(/\d/g, '*'),
      delayMs: 5,
    });

    it('say that they are processing, and give way to what is delivered', async () => {
      await set({ emulator: { messageProcessor: later } });
      const jane = await stage.customer();
      const progress = await jane.say('PIN 1234');
      expect(progress.at(-1)).toMatchObject({ type: 'sent', processing: 'processing' });
      const { id } = await jane.hears('PIN ****');
      expect(progress.at(-1)).toMatchObject({ id });
      expect(await pending(jane, 0)).toEqual([]);
      expect(told(jane)).toEqual(stage.truth());
    });

    it('show as rejected what the processor refuses, and as sent what it keeps to itself', async () => {
      await set({
        emulator: { messageProcessor: ({ content }) => ({ type: content === 'bad' ? 'reject' : 'suppress' }) },
      });
      const jane = await stage.customer();
      expect((await jane.say('bad')).at(-1)).toMatchObject({ type: 'sent', processing: 'rejected' });
      expect((await jane.say('odd')).at(-1)).toMatchObject({ type: 'sent', processing: 'processing' });
      expect(await pending(jane, 2)).toMatchObject([
        { content: 'bad', status: 'rejected', processing: 'rejected' },
        { content: 'odd', status: 'sent', processing: 'processing' },
      ]);
    });

    it.each([0, 5])('stay failed where they are delivered all the same, after %i ms', async (delayMs) => {
      await set({ emulator: { messageProcessor: () => ({ type: 'fail', delayMs }) } });
      const jane = await stage.customer();
      expect((await jane.say('hello')).at(-1)).toMatchObject({
        type: 'sent',
        processing: delayMs === 0 ? 'failed' : 'processing',
      });
      expect(await jane.hears('hello')).toMatchObject({ processing: 'failed' });
      expect(await pending(jane, 0)).toEqual([]);
      const late = await stage.customer();
      expect(await late.hears('hello')).toMatchObject({ processing: 'failed' });
    });

    const changed = (change: (content: string) => string): MessageProcessor => {
      return ({ content }) => ({ type: 'change', content: change(content) });
    };

    it('are known without an answer where only parts of the text are masked', async () => {
      const messageProcessor = changed((content) => content.replace(/\d/g, '*'));
      await set({ emulator: { messageProcessor }, policies: { sendDeadlineMs: 50, heartbeatMs: 300 } });
      const jane = await stage.customer();
      const mend = stage.emulator.inject({ fault: 'response.lost', operation, times: 1_000 });
      const sent = await jane.say('card 22');
      mend();
      expect(sent.at(-1)).toMatchObject({ type: 'sent', id: (await jane.hears('card **')).id });
      expect(posted()).toEqual(['card **']);
      expect(await pending(jane, 0)).toEqual([]);
    });

    it('are unknown without an answer where the text is another, until somebody tries again', async () => {
      const messageProcessor = changed(() => 'Karte');
      await set({ emulator: { messageProcessor }, policies: { sendDeadlineMs: 50, heartbeatMs: 300 } });
      const jane = await stage.customer();
      const mend = stage.emulator.inject({ fault: 'response.lost', operation, times: 1_000 });
      const failure = await jane.say('card 22').catch((error: unknown) => error);
      mend();
      expect(failure).toMatchObject({ name: 'OutcomeUnknownError' });
      const { id } = await jane.hears('Karte');
      const [unknown] = await pending(jane, 1);
      const progress = await patiently(jane.session.retry(unknown?.clientToken ?? '').pipe(toArray()));
      expect(progress.at(-1)).toMatchObject({ type: 'sent', id });
      expect(posted()).toEqual(['Karte']);
      expect(await pending(jane, 0)).toEqual([]);
    });
  });

  it('tell once that the processing of a message has come to something', async () => {
    await set();
    const jane = await stage.customer();
    const { contactId } = stage.details;
    const item = (status?: string): Readonly<Record<string, unknown>> => ({
      ...stage.emulator.transcript(contactId).at(-1),
      Id: 'processed',
      Type: 'MESSAGE',
      ContentType: 'text/plain',
      Content: 'hi',
      ...(status !== undefined && { MessageMetadata: { MessageProcessingStatus: status } }),
    });
    for (const status of ['PROCESSING', 'PROCESSING', 'REJECTED', 'REJECTED', 'PROCESSING', 'NEWS']) {
      stage.emulator.pushItem(contactId, item(status));
    }
    stage.post('after');
    await jane.hears('after');
    expect(jane.messages().map(({ processing }) => processing)).toEqual(['processing', 'rejected', undefined]);
  });

  it('show in the transcript from the first moment, and once', async () => {
    await set();
    const jane = await stage.customer();
    const shown: ReadonlyArray<string>[] = [];
    jane.session.transcript$.subscribe(({ items }) => {
      shown.push(items.flatMap((item) => (item.type === 'message' || item.type === 'pending' ? [item.content] : [])));
    });
    await jane.say('hello');
    await jane.hears('hello');
    await jane.say('again');
    await jane.hears('again');
    expect(shown.every((texts) => new Set(texts).size === texts.length)).toBe(true);
    expect(await pending(jane, 0)).toEqual([]);
  });

  it('go through a pipe in order, and a failing one does not end it', async () => {
    await set({ chat: { supportedContentTypes: ['text/plain'] } });
    const jane = await stage.customer();
    const submit$ = new Subject<string | { readonly content: string; readonly contentType: string }>();
    const outcome = patiently(submit$.pipe(sendMessages(jane.session), toArray()));
    submit$.next('one');
    submit$.next({ content: '*two*', contentType: 'text/markdown' });
    submit$.next('three');
    submit$.complete();
    expect((await outcome).map(({ type }) => type).filter((type) => type === 'sent' || type === 'failed')).toEqual([
      'sent',
      'failed',
      'sent',
    ]);
    await jane.hears('three');
    expect(posted()).toEqual(['one', 'three']);
  });
});
