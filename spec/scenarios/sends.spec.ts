import { filter, map, Subject, toArray } from 'rxjs';
import { sendMessages, type SendProgress, type Transcript } from '../../lib/index.js';
import type { Injection } from '../../lib/emulator/index.js';
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

  it('are withdrawn by unsubscribing while they wait, not when they are under way', async () => {
    await set();
    const jane = stage.actor();
    const [underWay, waiting] = ['under way', 'withdrawn'].map((text) => jane.session.send(text).subscribe());
    const last = jane.say('last');
    waiting!.unsubscribe();
    underWay!.unsubscribe();
    jane.connect();
    await last;
    await jane.isSettled();
    expect(posted()).toEqual(['under way', 'last']);
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
