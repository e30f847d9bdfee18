import { readFileSync } from 'node:fs';

import { FAULTS, startEmulator, type FaultName, type FaultPlan } from '../../../lib/emulator/index.js';
import { connectRaw, type RawParticipant } from '../raw-participant.js';

/** Faults that leave a caller without any answer: here everything has to come to an end. */
const ENDLESS: ReadonlySet<FaultName> = new Set([
  'response.hang',
  'handshake.hang',
  'upload.hang',
  'subscribe.silence',
]);

describe('FAULTS', () => {
  it.each(['lib/emulator/faults/fault.ts', 'docs/emulator.md'])('are all described in %s', (path) => {
    const text = readFileSync(path, 'utf8');
    const described = FAULTS.filter((fault) => text.includes(`\`${fault}\``));
    expect(described).toEqual(FAULTS);
  });

  it('can all strike at once, again and again, without harm to the service', async () => {
    const faults: FaultPlan = Object.fromEntries(
      FAULTS.filter((fault) => !ENDLESS.has(fault)).map((fault) => [fault, { probability: 0.02, delayMs: 1 }]),
    );
    const emulator = await startEmulator({ faults, seed: 20, echoOrder: 'random', scanMs: 1 });
    const details = emulator.startChat();
    const { contactId } = details;

    const live = async (round: number): Promise<void> => {
      const customer: RawParticipant = await connectRaw(emulator, details, { subscribes: false });
      customer.send({ topic: 'aws/subscribe', content: { topics: ['aws/chat'] } });
      customer.send({ topic: 'aws/ping' });
      for (let index = 0; index < 5; index += 1) {
        await customer.call('/participant/message', { ContentType: 'text/plain', Content: `${round}.${index}` });
      }
      customer.socket.terminate();
    };
    const outcomes = new Set<string>();
    for (let round = 0; round < 60; round += 1) {
      await live(round).then(
        () => outcomes.add('lived'),
        () => outcomes.add('failed'),
      );
      emulator.postChunks(contactId, ['a', 'b']);
    }
    expect([...outcomes].toSorted()).toEqual(['failed', 'lived']);

    const contents = emulator.transcript(contactId).flatMap((item) => item.Content ?? []);
    expect(new Set(contents.filter((content) => content.includes('.'))).size).toBeGreaterThan(60);
    const times = emulator.transcript(contactId).map((item) => item.AbsoluteTime);
    expect(times).toEqual(times.toSorted());
    await emulator.close();
  });
});
