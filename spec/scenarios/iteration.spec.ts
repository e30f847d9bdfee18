import { chatEvents, type ChatEvent } from '../../lib/index.js';
import { openStage, type Stage } from './support/stage.js';

describe('a session read by for await', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.end());

  it('gives the events until the chat ends', async () => {
    const jane = stage.actor();
    const seen: ChatEvent[] = [];
    const reading = (async () => {
      for await (const event of jane.session) seen.push(event);
    })();
    stage.post('hello');
    jane.connect();
    await jane.hears('hello');
    stage.endChat();
    await reading;
    expect(seen).toEqual(jane.events);
    expect(seen.at(-1)?.type).toBe('chatEnded');
  });

  it('keeps what comes while the loop is busy', async () => {
    const jane = await stage.customer();
    const reader = jane.session[Symbol.asyncIterator]();
    const first = reader.next();
    ['one', 'two', 'three'].forEach(stage.post);
    await jane.hears('three');
    const steps = [await first, await reader.next(), await reader.next()];
    expect(steps.map(({ value }: { readonly value: ChatEvent }) => value.type === 'message' && value.content)).toEqual([
      'one',
      'two',
      'three',
    ]);
    await reader.return?.();
  });

  it('leaves the session as it is when the loop is left', async () => {
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'frame.delay', delayMs: 5 });
    stage.post('one');
    for await (const event of jane.session) if (event.type === 'message') break;
    stage.post('two');
    await jane.hears('two');
    expect(jane.path()).toEqual(['idle', 'connecting', 'live']);
  });

  it('throws when the session cannot begin', async () => {
    const jane = stage.actor({ contactId: 'contact', participantToken: 'not-a-token' });
    const reading = (async () => {
      for await (const event of jane.session) expect(event).toBeUndefined();
    })();
    jane.connect();
    await expect(reading).rejects.toMatchObject({ name: 'AccessDeniedError' });
  });
});

describe('chatEvents', () => {
  it('is one life of a session for each subscription', async () => {
    const stage = await openStage();
    const { endpoint } = stage.emulator;
    stage.post('hello');
    const texts: string[] = [];
    const event$ = chatEvents({ endpoint, ...stage.details });
    expect(stage.emulator.requests).toEqual([]);
    await new Promise<void>((resolve) => {
      const reading = event$.subscribe((event) => {
        if (event.type !== 'message') return;
        texts.push(event.content);
        reading.unsubscribe();
        resolve();
      });
    });
    expect(texts).toEqual(['hello']);
    expect(stage.requests('CreateParticipantConnection')).toHaveLength(1);
    await stage.end();
  });
});
