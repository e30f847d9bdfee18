import type { ChatEvent, HistoryPage } from '../../lib/index.js';
import type { EmulatedChatDetails } from '../../lib/emulator/index.js';
import { patiently } from './support/actor.js';
import { openStage, told, type Stage } from './support/stage.js';

const textsOf = (items: ReadonlyArray<ChatEvent>): ReadonlyArray<string> =>
  items.flatMap((item) => (item.type === 'message' ? [item.content] : []));

describe('a session of a chat that continues an earlier one', () => {
  let stage: Stage;
  let again: EmulatedChatDetails;
  beforeEach(async () => {
    stage = await openStage();
    const first = await stage.customer();
    ['past one', 'past two', 'past three'].forEach(stage.post);
    await first.hears('past three');
    stage.endChat();
    await first.is('ended');
    again = stage.emulator.startChat({ displayName: 'Jane', persistentFrom: stage.details.contactId });
  });
  afterEach(() => stage.end());

  const connected = async () => {
    const jane = stage.actor(again);
    jane.connect();
    await jane.isSettled();
    return jane;
  };

  it('tells nothing of the past, and does not end by its end', async () => {
    stage.emulator.postMessage(again.contactId, { content: 'present' });
    const jane = await connected();
    await jane.hears('present');
    expect(jane.texts()).toEqual(['present']);
    expect(jane.path()).toEqual(['idle', 'connecting', 'live']);
    expect(jane.eventsOf('gap')).toEqual([]);
  });

  it('gets the past on demand, in pages', async () => {
    const jane = await connected();
    const pages: HistoryPage[] = [];
    do pages.push(await patiently(jane.session.loadEarlier(2)));
    while (pages.at(-1)?.done === false);
    const items = pages.reverse().flatMap((page) => page.items);
    expect(textsOf(items)).toEqual(['past one', 'past two', 'past three']);
    expect(items.map(({ type }) => type)).toEqual(['participantJoined', 'message', 'message', 'message', 'chatEnded']);
    expect(jane.texts()).toEqual([]);
  });

  it('goes on undisturbed after the past was read', async () => {
    const jane = await connected();
    await patiently(jane.session.loadEarlier(100));
    stage.emulator.dropSockets(again.participantId);
    stage.emulator.postMessage(again.contactId, { content: 'present' });
    await jane.hears('present');
    const past = new Set(stage.truth());
    expect(told(jane)).toEqual(stage.truth(again.contactId).filter((id) => !past.has(id)));
  });

  it('reads history that the policy left out on demand', async () => {
    const jane = stage.actor(again);
    jane.connect();
    await jane.isSettled();
    const { items, done } = await patiently(jane.session.loadEarlier(3));
    expect(textsOf(items)).toEqual(['past two', 'past three']);
    expect(done).toBe(false);
  });
});

describe('a session that left out history', () => {
  it('gets it on demand', async () => {
    const stage = await openStage({ policies: { history: { mostRecent: 2 } } });
    ['one', 'two', 'three', 'four'].forEach(stage.post);
    const jane = await stage.customer();
    const earlier = await patiently(jane.session.loadEarlier(100));
    expect([...textsOf(earlier.items), ...jane.texts()]).toEqual(['one', 'two', 'three', 'four']);
    expect(earlier.done).toBe(true);
    await stage.end();
  });
});
