import type { ChatMessage } from '../../../lib/chat/event.js';
import { createEchoMemory } from '../../../lib/engine/effects/echo-memory.js';
import type { Awaiting } from '../../../lib/engine/effects/echoes.js';
import { message } from '../../support/items.js';

const heard = (id: string, content = 'hi', from = 'me'): ChatMessage => ({
  type: 'message',
  id,
  at: 1,
  contactId: 'contact',
  origin: 'live',
  participant: { id: from },
  contentType: 'text/plain',
  content,
});
const AWAITED: Awaiting = {
  message: { clientToken: 't', contentType: 'text/plain', content: 'hi' },
  handOver: { latestAt: 0, ids: [] },
};
const NOTHING = { messages: () => [] };

describe('createEchoMemory', () => {
  const found = (memory: ReturnType<typeof createEchoMemory>, claimed: ReadonlyArray<string> = []) =>
    memory.echoesOf([AWAITED], new Set(claimed)).map(({ candidate }) => candidate.id);

  it('remembers own messages while something is awaited, and forgets them then', () => {
    const memory = createEchoMemory(NOTHING, 'me');
    memory.hear(heard('a'), true, false);
    memory.hear(heard('b', 'hi', 'other'), true, false);
    expect([memory.hasHeard('a'), memory.hasHeard('b'), found(memory), found(memory, ['a'])]).toEqual([
      true,
      false,
      ['a'],
      [],
    ]);
    memory.hear(heard('c'), false, false);
    expect([memory.hasHeard('a'), memory.hasHeard('c')]).toEqual([false, false]);
  });

  it('remembers a thousand at the most', () => {
    const memory = createEchoMemory(NOTHING, undefined);
    for (let n = 0; n < 1_500; n += 1) memory.hear(heard(`m${n}`, 'x', `other ${n}`), true, false);
    const remembered = Array.from({ length: 1_500 }, (_, n) => memory.hasHeard(`m${n}`));
    expect([remembered.filter(Boolean).length, remembered.indexOf(true)]).toEqual([1_000, 500]);
  });

  it('looks for what it has not heard in all that is known, and knows it for unheard', () => {
    const own = { ...message('known', 2, 'hi'), participant: { id: 'me' } };
    const memory = createEchoMemory({ messages: () => [own, message('other', 2, 'hi')] }, 'me');
    expect(found(memory)).toEqual([]);
    memory.look([AWAITED]);
    expect([found(memory), memory.hasHeard('known')]).toEqual([['known'], false]);
  });

  it('says nothing as long as nobody knows who it is', () => {
    const memory = createEchoMemory(NOTHING, undefined);
    memory.hear(heard('a'), true, false);
    expect(found(memory)).toEqual([]);
    memory.answer('a');
    memory.hear(heard('b'), true, false);
    expect(found(memory, ['a'])).toEqual(['b']);
  });
});
