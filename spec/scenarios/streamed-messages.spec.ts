import type { ChatMessage } from '../../lib/index.js';
import type { Actor } from './support/actor.js';
import { openStage, type Stage } from './support/stage.js';

const completed = (actor: Actor): Promise<ChatMessage> =>
  actor.until((event): event is ChatMessage => event.type === 'message' && event.streaming?.completed === true);
const states = (actor: Actor): ReadonlyArray<string> => actor.texts();

describe('a session that hears a message being streamed', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.end());

  it('tells the text as it grows, under one id', async () => {
    const jane = await stage.customer();
    stage.emulator.postChunks(stage.details.contactId, ['Your ', 'kettle ', 'leaks']);
    const whole = await completed(jane);
    expect(states(jane)).toEqual(['Your ', 'Your kettle ', 'Your kettle leaks', 'Your kettle leaks']);
    expect(jane.messages().map(({ streaming }) => streaming?.completed)).toEqual([false, false, false, true]);
    expect(new Set(jane.messages().map(({ id }) => id))).toEqual(new Set([whole.id]));
  });

  it('puts chunks in order', async () => {
    const jane = await stage.customer();
    const stream = stage.emulator.streamMessage(stage.details.contactId);
    stream.push('kettle ', 2);
    stream.push('Your ', 1);
    stream.push('leaks', 3);
    stream.complete('Your kettle leaks');
    await completed(jane);
    expect(states(jane)).toEqual(['Your kettle ', 'Your kettle leaks', 'Your kettle leaks']);
  });

  it('is healed by the completed message when a chunk is lost', async () => {
    const jane = await stage.customer();
    const stream = stage.emulator.streamMessage(stage.details.contactId);
    stream.push('Your ');
    stage.emulator.inject({ fault: 'frame.drop' });
    stream.push('kettle ');
    stream.push('leaks');
    stream.complete();
    expect((await completed(jane)).content).toBe('Your kettle leaks');
    expect(states(jane)).toEqual(['Your ', 'Your kettle leaks']);
  });

  it('tells each chunk once', async () => {
    const jane = await stage.customer();
    stage.emulator.inject({ fault: 'frame.duplicate', times: 4 });
    stage.emulator.postChunks(stage.details.contactId, ['Your ', 'kettle ', 'leaks']);
    await completed(jane);
    stage.post('after');
    await jane.hears('after');
    expect(states(jane)).toEqual(['Your ', 'Your kettle ', 'Your kettle leaks', 'Your kettle leaks', 'after']);
  });

  it('gets the whole of it when the socket was lost in the middle', async () => {
    const jane = await stage.customer();
    const stream = stage.emulator.streamMessage(stage.details.contactId);
    stream.push('Your ');
    await jane.hears('Your ');
    stage.emulator.dropSockets(stage.details.participantId);
    stream.push('kettle ');
    stream.complete('Your kettle leaks');
    await jane.hears('Your kettle leaks');
    expect(states(jane)).toEqual(['Your ', 'Your kettle leaks']);
  });
});
