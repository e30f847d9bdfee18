import { EventEmitter, once } from 'node:events';

import { startEmulator, type Emulator, type Item } from '../../../lib/emulator/index.js';
import { connectRaw, type RawParticipant } from '../raw-participant.js';
import { itemIn, parseFrame } from '../wire.js';

describe('createDelivery', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  const post = (content: string): Item => emulator.postMessage(customer.details.contactId, { content });
  const items = (): ReadonlyArray<Item> => customer.items().slice(1);
  const contents = (): ReadonlyArray<string> => items().map(({ Content = '' }) => Content);

  beforeEach(async () => {
    emulator = await startEmulator();
    customer = await connectRaw(emulator, emulator.startChat());
    await customer.sees(() => customer.items().length === 1);
  });
  afterEach(() => emulator.close());

  it.each([
    [undefined, 2_097_152],
    [70_000, 70_000],
  ])('blows a frame up to a size of %s', async (sizeInBytes, expected) => {
    emulator.inject({ fault: 'frame.oversize', ...(sizeInBytes !== undefined && { sizeInBytes }) });
    post('large');
    await customer.sees(() => contents().includes('large'));
    expect(customer.texts.at(-1)).toHaveLength(expected);
  });

  it('sends a frame of an unknown topic before the next', async () => {
    emulator.inject({ fault: 'frame.unknownTopic' });
    post('known');
    await customer.sees(() => contents().includes('known'));
    expect(customer.frames.at(-2)?.topic).toBe('aws/weather');
  });

  it.each([
    ['frame.unknownContentType', { Type: 'EVENT', ContentType: expect.stringMatching(/weather\.changed$/) }],
    ['frame.unknownType', { Type: 'HOLOGRAM' }],
  ] as const)('sends an item of an unknown kind before the next, by %s', async (fault, expected) => {
    emulator.inject({ fault });
    const { AbsoluteTime } = post('known');
    await customer.sees(() => items().length === 2);
    expect(items()).toMatchObject([{ ...expected, AbsoluteTime }, { Content: 'known' }]);
    expect(emulator.transcript(customer.details.contactId)).toHaveLength(2);
  });

  it.each([
    ['chunk.drop', ['a', 'c', 'abc']],
    ['chunk.duplicate', ['a', 'b', 'b', 'c', 'abc']],
    ['chunk.reorder', ['a', 'c', 'b', 'abc']],
  ] as const)('applies %s to the next chunk, and to nothing else', async (fault, expected) => {
    const stream = emulator.streamMessage(customer.details.contactId);
    stream.push('a');
    emulator.inject({ fault });
    post('no chunk');
    ['b', 'c'].forEach((chunk) => stream.push(chunk));
    stream.complete();
    await customer.sees(() => contents().includes('abc'));
    const chunks = items().filter(({ Id }) => Id === stream.id);
    expect(chunks.map(({ Content }) => Content)).toEqual(expected);
  });

  it('pushes a receipt before its message, on demand', async () => {
    const agent = emulator.addParticipant(customer.details.contactId, { displayName: 'Ana' });
    await customer.sees(() => items().length === 1);
    emulator.inject({ fault: 'receipt.early', delayMs: 60_000 });
    const { Id } = post('read before it came');
    emulator.postReceipt(agent.participantId, Id, 'read');
    await customer.sees(() => items().length === 3);
    expect(items().slice(1)).toMatchObject([{ Type: 'MESSAGEMETADATA', MessageMetadata: { MessageId: Id } }, { Id }]);
  });

  it('pushes a message without a receipt after a while', async () => {
    emulator.inject({ fault: 'receipt.early', delayMs: 5 });
    post('nobody reads it');
    await customer.sees(() => contents().includes('nobody reads it'));
  });

  it('delays a frame past a reconnection: it comes on the newest socket that is subscribed', async () => {
    const gate = new EventEmitter();
    emulator.inject({ fault: 'frame.delay', until: once(gate, 'open') });
    post('long under way');
    emulator.dropSockets(customer.details.participantId);
    await customer.closed;
    const second = await connectRaw(emulator, customer.details);
    const third = await connectRaw(emulator, customer.details);
    await connectRaw(emulator, customer.details, { subscribes: false });
    gate.emit('open');
    await third.sees(() => third.items().length === 1);
    expect(third.items()[0]?.Content).toBe('long under way');
    expect([...contents(), ...second.items()]).toEqual([]);
  });

  it('forgets a delayed frame when there is no socket any more', async () => {
    const gate = new EventEmitter();
    emulator.inject({ fault: 'frame.delay', until: once(gate, 'open') });
    post('too late');
    emulator.dropSockets(customer.details.participantId);
    await customer.closed;
    gate.emit('open');
    const second = await connectRaw(emulator, customer.details);
    post('in time');
    await second.sees(() => second.items().length === 1);
    expect(second.items()[0]?.Content).toBe('in time');
  });

  it('says nothing but JSON when nothing is garbled', async () => {
    post('plain');
    await customer.sees(() => contents().includes('plain'));
    expect(customer.texts.flatMap((text) => itemIn(parseFrame(text))?.Content ?? [])).toEqual(['plain']);
  });
});
