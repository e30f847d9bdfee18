import { setTimeout as pause } from 'node:timers/promises';
import { lastValueFrom } from 'rxjs';
import { startEmulator, type Emulator } from '../emulator/index.js';
import { createChatEngine } from '../index.js';
import { paint } from './paint.js';
import { openSide, type Side } from './side.js';

/** Long enough to follow the conversation with the eye. */
const BREATH_MS = 400;

const narrate = (text: string): void => void process.stdout.write(`\n${paint('dim', `— ${text}`)}\n`);

/**
 * Plays a conversation between a customer and an agent on an emulator, cuts the customer's socket in the middle, and
 * counts what each side's stream has missed or repeated. Returns 0 if that is nothing.
 */
export const runDemo = async (): Promise<number> => {
  const emulator = await startEmulator();
  try {
    const details = emulator.startChat({ displayName: 'Jane' });
    const engine = createChatEngine({ endpoint: emulator.endpoint });
    narrate('A customer and an agent connect, one reactive session each');
    const customer = openSide('customer', 'cyan', engine.session(details));
    await customer.isLive();
    const ana = emulator.addParticipant(details.contactId, { displayName: 'Ana' });
    const agent = openSide('agent', 'magenta', engine.session(ana, { connectParticipant: true }));
    await agent.isLive();

    await talk(emulator, details.participantId, customer, agent);

    const truth = emulator.transcript(details.contactId).map(({ Id }) => Id);
    return report([customer, agent], truth);
  } finally {
    await emulator.close();
  }
};

const talk = async (emulator: Emulator, customerId: string, customer: Side, agent: Side): Promise<void> => {
  narrate('They talk');
  await customer.say('Hello, my kettle leaks.');
  await agent.hears('Hello, my kettle leaks.');
  await lastValueFrom(agent.session.sendTyping(), { defaultValue: undefined });
  await pause(BREATH_MS);
  await agent.say('Hello Jane! Can you send me the receipt?');
  await customer.hears('Hello Jane! Can you send me the receipt?');
  const file = { name: 'receipt.txt', contentType: 'text/plain', body: 'One kettle, paid in full.\n' };
  await lastValueFrom(customer.session.sendAttachment(file));
  await agent.until((event) => event.type === 'attachment' && event.attachments[0]?.status === 'APPROVED');
  await pause(BREATH_MS);

  narrate("The customer's socket is cut, and so are the next two attempts; the agent goes on talking");
  emulator.inject({ fault: 'handshake.refuse', status: 503, participantId: customerId, times: 2 });
  emulator.dropSockets(customerId, { abrupt: true });
  for (const text of ['Thank you, found it.', 'It is still under warranty.', 'A new one leaves today.']) {
    await agent.say(text);
    await pause(BREATH_MS / 2);
  }
  await customer.hears('A new one leaves today.');
  // It may have heard from the transcript, before it has a socket again.
  await customer.isLive();

  narrate('The customer has it all, in order, and answers');
  await customer.say('Wonderful, thank you!');
  await agent.hears('Wonderful, thank you!');
  await pause(BREATH_MS);
  await lastValueFrom(customer.session.disconnect(), { defaultValue: undefined });
  await Promise.all([customer, agent].map(({ until }) => until(({ type }) => type === 'chatEnded')));
};

const report = (sides: ReadonlyArray<Side>, truth: ReadonlyArray<string>): number => {
  const total = (count: (side: Side) => number): number => sides.reduce((sum, side) => sum + count(side), 0);
  const lost = total(({ tally }) => tally.lost(truth));
  const duplicated = total(({ tally }) => tally.duplicated());
  const line = `${total(({ tally }) => tally.events())} events, ${lost} lost, ${duplicated} duplicated`;
  process.stdout.write(`\n${paint(lost + duplicated === 0 ? 'green' : 'red', line)}\n`);
  return lost + duplicated === 0 ? 0 : 1;
};
