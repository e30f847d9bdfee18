import { patiently } from './support/actor.js';
import { openStage, told, type Stage } from './support/stage.js';

describe('a session whose chat is transferred', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ emulator: { socketLingerMs: 20 } });
  });
  afterEach(() => stage.end());

  it('goes on under the next contact, with who is there now', async () => {
    const jane = await stage.customer();
    await stage.guest();
    stage.post('before');
    const { contactId } = stage.emulator.transfer(stage.details.contactId, { displayName: 'Bo' });
    stage.emulator.postMessage(contactId, { content: 'after' });
    const after = await jane.hears('after');
    expect(after.contactId).toBe(contactId);
    expect(contactId).not.toBe(stage.details.contactId);
    expect(jane.eventsOf('transferSucceeded')).toHaveLength(1);
    const present = await patiently(jane.session.participants$);
    expect(present.map(({ displayName }) => displayName)).toEqual(['Jane', 'Bo']);
    expect(told(jane)).toEqual(stage.truth());
    expect(jane.path()).toEqual(['idle', 'connecting', 'live']);
  });

  it('recovers a transfer that it has missed', async () => {
    const jane = await stage.customer();
    await stage.guest();
    stage.emulator.dropSockets(stage.details.participantId);
    const { contactId } = stage.emulator.transfer(stage.details.contactId, { displayName: 'Bo' });
    stage.emulator.postMessage(contactId, { content: 'after' });
    await jane.hears('after');
    expect(told(jane)).toEqual(stage.truth());
    await jane.say('hello Bo');
    await jane.hears('hello Bo');
  });

  it('ends for the agent who is out', async () => {
    await stage.customer();
    const ana = await stage.guest();
    stage.emulator.transfer(stage.details.contactId);
    expect(await ana.is('ended')).toEqual({ type: 'ended', reason: 'accessDenied' });
    expect(ana.eventsOf('transferSucceeded')).toHaveLength(1);
  });
});
