import { startEmulator, type Emulator } from '../../../lib/emulator/index.js';
import { connectRaw, type RawParticipant } from '../raw-participant.js';
import { itemIn, parseFrame } from '../wire.js';

describe('createConnection', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  const post = (content: string) => emulator.postMessage(customer.details.contactId, { content });
  const contents = (): ReadonlyArray<string> =>
    customer.texts.flatMap((text) => (text.startsWith('<') ? 'garbled' : (itemIn(parseFrame(text))?.Content ?? [])));

  beforeEach(async () => {
    emulator = await startEmulator();
    customer = await connectRaw(emulator, emulator.startChat());
  });
  afterEach(() => emulator.close());

  it.each([
    ['frame.drop', ['b', 'c']],
    ['frame.duplicate', ['a', 'a', 'b', 'c']],
    ['frame.reorder', ['b', 'a', 'c']],
    ['frame.delay', ['b', 'c', 'a']],
    ['frame.garble', ['garbled', 'b', 'c']],
  ] as const)('applies %s to the next frame', async (fault, expected) => {
    emulator.inject({ fault, delayMs: 50 });
    ['a', 'b', 'c'].forEach(post);
    await customer.sees(() => contents().length === expected.length);
    expect(contents()).toEqual(expected);
  });

  it('sends a frame that nothing follows after a while', async () => {
    emulator.inject({ fault: 'frame.reorder', delayMs: 5 });
    post('alone');
    await customer.sees(() => contents().includes('alone'));
  });

  it.each([
    [undefined, 1011],
    [4000, 4000],
    [1006, 1006],
  ])('closes the socket instead of the next frame, with code %s', async (code, expected) => {
    emulator.inject({ fault: 'socket.close', ...(code !== undefined && { code }) });
    post('lost');
    expect((await customer.closed).code).toBe(expected);
    expect(contents()).toEqual([]);
    expect(emulator.transcript(customer.details.contactId).at(-1)?.Content).toBe('lost');
  });

  it('strikes only whom it is meant for', async () => {
    const { contactId } = customer.details;
    const details = emulator.addParticipant(contactId, { displayName: 'Ana' });
    const agent = await connectRaw(emulator, details);
    emulator.inject({ fault: 'frame.drop', participantId: details.participantId });
    post('a');
    post('b');
    await agent.sees(() => agent.items().length === 1);
    expect(agent.items()[0]?.Content).toBe('b');
    await customer.sees(() => contents().length === 2);
  });
});
