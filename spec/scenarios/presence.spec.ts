import { distinctUntilChanged, map, take, toArray } from 'rxjs';
import type { Participant } from '../../lib/index.js';
import { patiently } from './support/actor.js';
import { openStage, type Stage } from './support/stage.js';

const names = (participants: ReadonlyArray<Participant>): string =>
  participants.map(({ displayName }) => displayName).join(' and ');

describe('who is there and who types', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  it('tells that somebody types, and that they have stopped', async () => {
    stage = await openStage();
    const [jane, ana] = [await stage.customer(), await stage.guest()];
    const seen = patiently(jane.session.typing$.pipe(map(names), take(3), toArray()));
    await patiently(ana.session.sendTyping());
    expect(await seen).toEqual(['', 'Ana', '']);
  });

  it('takes a message for the end of typing', async () => {
    stage = await openStage({ policies: { typingExpiryMs: 60_000 } });
    const [jane, ana] = [await stage.customer(), await stage.guest()];
    const seen = patiently(jane.session.typing$.pipe(map(names), take(3), toArray()));
    await patiently(ana.session.sendTyping());
    await jane.untilType('typing');
    await ana.say('Hello!');
    expect(await seen).toEqual(['', 'Ana', '']);
  });

  it('does not tell participants that they type themselves', async () => {
    stage = await openStage();
    const [jane, ana] = [await stage.customer(), await stage.guest()];
    const seen: string[] = [];
    ana.session.typing$.subscribe((participants) => void seen.push(names(participants)));
    await patiently(ana.session.sendTyping());
    await ana.untilType('typing');
    await jane.say('Hello?');
    await ana.hears('Hello?');
    expect(seen).toEqual(['']);
  });

  it('sends one typing event in a while, for each session by itself', async () => {
    stage = await openStage({ policies: { typingThrottleMs: 60_000 } });
    const [jane, ana] = [await stage.customer(), await stage.guest()];
    for (const { session } of [jane, jane, ana, ana, jane]) await patiently(session.sendTyping());
    expect(stage.requests('SendEvent')).toHaveLength(2);
  });

  it('tells who is in the chat, as they come and go', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    const seen = patiently(jane.session.participants$.pipe(map(names), distinctUntilChanged(), take(4), toArray()));
    const ana = await stage.guest();
    await stage.guest({ displayName: 'Bo' });
    stage.emulator.removeParticipant(ana.details.participantId!);
    expect(await seen).toEqual(['Jane', 'Jane and Ana', 'Jane and Ana and Bo', 'Jane and Bo']);
  });

  it('finds out who came and went while it was away', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    const ana = await stage.guest();
    jane.leave();
    await stage.emulator.until(() => stage.emulator.connections(stage.details.participantId).open === 0);
    await stage.guest({ displayName: 'Bo' });
    stage.emulator.removeParticipant(ana.details.participantId!);
    jane.connect();
    await jane.untilType('participantLeft');
    expect(names(await patiently(jane.session.participants$))).toBe('Jane and Bo');
  });
});
