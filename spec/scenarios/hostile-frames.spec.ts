import { patiently } from './support/actor.js';
import { openStage, told, type Stage } from './support/stage.js';

const chat = (content: unknown): string =>
  JSON.stringify({ topic: 'aws/chat', contentType: 'application/json', content });
const item = (fields: object): string => chat(JSON.stringify(fields));
const MESSAGE = {
  AbsoluteTime: '2026-01-01T00:00:00.000Z',
  Content: 'odd',
  ContentType: 'text/plain',
  Id: 'odd-1',
  Type: 'MESSAGE',
};

describe('a session that is sent hostile frames', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.end());

  it.each<readonly [string, string]>([
    ['text that is no JSON', '<html>'],
    ['a JSON null', 'null'],
    ['a number', '42'],
    ['a list', '[1,2,3]'],
    ['a text', '"aws/chat"'],
    ['half an object', '{"topic":"aws/chat","content":"{'],
    ['no topic', '{"content":"x"}'],
    ['a topic that is no text', '{"topic":["aws/chat"]}'],
    ['a chat frame without content', '{"topic":"aws/chat"}'],
    ['content that is no JSON', chat('not json')],
    ['content that is a number', chat(7)],
    ['an item without an id', item({ ...MESSAGE, Id: undefined })],
    ['an item with an empty id', item({ ...MESSAGE, Id: '' })],
    ['an item with an id that is no text', item({ ...MESSAGE, Id: { toString: 'x' } })],
    ['an item without a time', item({ ...MESSAGE, AbsoluteTime: undefined })],
    ['an item of an impossible time', item({ ...MESSAGE, AbsoluteTime: 'yesterday' })],
    ['100,000 nested lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['an item in 100,000 nested objects', chat('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000))],
    ['a __proto__ instead of a topic', '{"__proto__":{"topic":"aws/chat","content":"{}"}}'],
    ['an item all in its __proto__', chat(`{"__proto__":${JSON.stringify(MESSAGE)}}`)],
    ['lone surrogates', '{"topic":"aws/chat","content":"\\ud800\\udc00\\ud800"}'],
    ['control characters', '\u0000\u0001\u001f'],
  ])('reports %s and tells the next good one', async (_, text) => {
    const jane = await stage.customer();
    expect(stage.emulator.pushRaw(stage.details.participantId, text)).toBe(1);
    const { problems } = await jane.diagnoses('unreadableFrame');
    expect(problems).not.toEqual([]);
    expect(JSON.stringify(problems)).not.toContain('odd');
    stage.post('good');
    await jane.hears('good');
    expect(jane.texts()).toEqual(['good']);
    expect(told(jane)).toEqual(stage.truth());
    expect(stage.emulator.connections()).toMatchObject({ open: 1, opened: 1 });
    expect({}).not.toHaveProperty('topic');
  });

  it('passes over a frame of 10 MB', async () => {
    const jane = await stage.customer();
    const text = item({ ...MESSAGE, Content: 'x'.repeat(10_000_000) });
    stage.emulator.pushRaw(stage.details.participantId, text);
    expect(await jane.diagnoses('oversizedFrame')).toMatchObject({ sizeInBytes: text.length });
    stage.post('good');
    await jane.hears('good');
    expect(told(jane)).toEqual(stage.truth());
    expect(stage.emulator.connections().opened).toBe(1);
  });

  it('gives up the socket for an absurd frame only, and comes back', async () => {
    const jane = await stage.customer();
    stage.emulator.pushRaw(stage.details.participantId, 'x'.repeat(17 * 1_048_576));
    await jane.was('live', 2);
    expect(jane.diagnosticsOf('socketLost')).toMatchObject([{ error: { code: 1009 } }]);
    stage.post('good');
    await jane.hears('good');
    expect(told(jane)).toEqual(stage.truth());
  });

  it.each([
    '',
    '  \n',
    '{"topic":"aws/unknown","content":{}}',
    '{"topic":"aws/subscribe","content":{"status":"success"}}',
  ])('passes over %j in silence', async (text) => {
    const jane = await stage.customer();
    stage.emulator.pushRaw(stage.details.participantId, text);
    stage.post('good');
    await jane.hears('good');
    expect(jane.diagnostics).toEqual([]);
  });

  it("reports the gateway's own errors", async () => {
    const jane = await stage.customer();
    stage.emulator.pushRaw(stage.details.participantId, '{"message":"Forbidden","connectionId":"c","requestId":"r"}');
    await jane.diagnoses('gatewayError');
    stage.post('good');
    await jane.hears('good');
  });

  it('hands on kinds of items that it does not know', async () => {
    const jane = await stage.customer();
    const odd = { ...MESSAGE, Type: 'HOLOGRAM', ContentType: 'application/x-hologram', Depth: 3 };
    stage.emulator.pushItem(stage.details.contactId, odd);
    expect(await jane.untilType('unrecognized')).toMatchObject({ id: 'odd-1', raw: odd });
    expect(jane.diagnostics).toEqual([]);
  });

  it('takes fields named __proto__ for data', async () => {
    const jane = await stage.customer();
    const text = `{"__proto__":{"polluted":true},${JSON.stringify(MESSAGE).slice(1)}`;
    stage.emulator.pushRaw(stage.details.participantId, chat(text));
    const message = await jane.hears('odd');
    expect(message).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('polluted');
  });

  it('takes ids named like members of objects for ids', async () => {
    const jane = await stage.customer();
    const ids = ['__proto__', 'constructor', 'toString'];
    for (const Id of [...ids, ...ids])
      stage.emulator.pushItem(stage.details.contactId, { ...MESSAGE, Id, Content: Id });
    stage.post('good');
    await jane.hears('good');
    expect(jane.texts()).toEqual([...ids, 'good']);
  });

  it('keeps texts with half characters, which fit into a checkpoint', async () => {
    const jane = await stage.customer();
    const Content = 'half \ud83d of it';
    stage.emulator.pushRaw(stage.details.participantId, item({ ...MESSAGE, Content }));
    await jane.hears(Content);
    const { items } = await patiently(jane.session.transcript$);
    expect(items).toContainEqual(expect.objectContaining({ content: Content }));
    const checkpoint = jane.session.checkpoint$;
    stage.post('good');
    expect(() => JSON.stringify(checkpoint)).not.toThrow();
  });

  it('survives a subscription that is refused in the middle of the chat', async () => {
    const jane = await stage.customer();
    stage.emulator.pushRaw(stage.details.participantId, '{"topic":"aws/subscribe","content":{"status":"failure"}}');
    stage.post('meanwhile');
    await jane.was('live', 2);
    await jane.hears('meanwhile');
    expect(told(jane)).toEqual(stage.truth());
  });

  it('reads the transcript once for many bad frames', async () => {
    const jane = await stage.customer();
    const before = stage.requests('GetTranscript').length;
    for (let count = 0; count < 50; count += 1) stage.emulator.pushRaw(stage.details.participantId, `bad ${count}`);
    stage.post('good');
    await jane.hears('good');
    expect(jane.diagnosticsOf('unreadableFrame')).toHaveLength(50);
    expect(stage.requests('GetTranscript').length - before).toBeLessThanOrEqual(1);
  });
});
