import fc from 'fast-check';
import type { ChatEvent, FromItem } from '../../lib/chat/event.js';
import type { Participant } from '../../lib/chat/participant.js';
import { nextTyping, NO_TYPING, stillTyping, type Typing } from '../../lib/chat/typing.js';

const ana: Participant = { id: 'ana', role: 'AGENT', displayName: 'Ana' };
const jane: Participant = { id: 'jane', role: 'CUSTOMER', displayName: 'Jane' };

const from = (participant: Participant, at: number): FromItem => ({
  id: `id ${at}`,
  at,
  contactId: 'contact',
  origin: 'live',
  participant,
});
const types = (participant: Participant, at = 1): ChatEvent => ({ type: 'typing', ...from(participant, at) });
const says = (participant: Participant, at = 2): ChatEvent => ({
  type: 'message',
  ...from(participant, at),
  contentType: 'text/plain',
  content: 'hello',
});
const posts = (participant: Participant, at = 2): ChatEvent => ({
  type: 'attachment',
  ...from(participant, at),
  attachments: [],
});
const leaves = (participant: Participant, at = 2): ChatEvent => ({ type: 'participantLeft', ...from(participant, at) });
const idles = (participant: Participant): ChatEvent => ({ type: 'participantIdle', ...from(participant, 2) });
const ended: ChatEvent = { type: 'chatEnded', at: 3, contactId: 'contact', reason: 'ended' };
const gap: ChatEvent = { type: 'gap', contactId: 'contact', reason: 'tooManyPages' };

const after = (events: ReadonlyArray<ChatEvent>, until = 100, ownId?: string): Typing =>
  events.reduce((typing, event) => nextTyping(typing, event, { until, ownId }), NO_TYPING);

const who = ({ typists }: Typing): ReadonlyArray<string> => typists.map(({ participant: { id } }) => id);

const anything = fc.oneof(
  fc
    .tuple(fc.constantFrom(types, says, posts, leaves), fc.constantFrom(ana, jane), fc.integer({ min: 0, max: 9 }))
    .map(([happens, participant, at]) => happens(participant, at)),
  fc.constantFrom(ended, gap),
);

describe('nextTyping', () => {
  it('knows no more participants than a chat can have', () => {
    const many = Array.from({ length: 103 }, (_, index) => ({ id: `p${index}` }));
    expect(who(after(many.map((one) => types(one))))).toHaveLength(100);
    const { postedAt } = after(many.map((one) => says(one)));
    expect([postedAt.size, postedAt.has('p2'), postedAt.has('p102')]).toEqual([100, false, true]);
  });

  it('begins with a typing event and is extended by the next, in place', () => {
    const begun = after([types(ana), types(jane)]);
    expect(nextTyping(begun, types(ana, 2), { until: 200 }).typists).toEqual([
      { participant: ana, until: 200 },
      { participant: jane, until: 100 },
    ]);
  });

  it.each([
    ['a message', says],
    ['a file', posts],
    ['leaving', leaves],
  ])('ends for one with %s of theirs', (_, happens) => {
    expect(who(after([types(ana), types(jane), happens(ana)]))).toEqual(['jane']);
  });

  it('ends for all with the chat', () => {
    expect(who(after([types(ana), types(jane), ended]))).toEqual([]);
  });

  it('does not count typing that came of what is there already', () => {
    expect(who(after([says(ana, 5), types(ana, 4)]))).toEqual([]);
    expect(who(after([says(ana, 5), types(ana, 5)]))).toEqual([]);
    expect(who(after([says(ana, 5), types(ana, 6)]))).toEqual(['ana']);
  });

  it('does not end with an old message that is told late', () => {
    expect(who(after([says(ana, 5), types(ana, 6), says(ana, 4)]))).toEqual(['ana']);
  });

  it('ends with each newer state of a message that grows', () => {
    expect(who(after([says(ana, 5), types(ana, 6), says(ana, 5)]))).toEqual([]);
  });

  it('leaves out who listens', () => {
    expect(who(after([types(jane), types(ana)], 100, 'jane'))).toEqual(['ana']);
  });

  it('returns the same object where an event changes nothing', () => {
    const typing = after([types(ana), says(jane)]);
    for (const event of [gap, leaves(jane), says(jane), types(jane, 1), idles(ana)]) {
      expect(nextTyping(typing, event, { until: 100 })).toBe(typing);
    }
  });

  it('has nobody twice, and nobody after the end, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(anything), (events) => {
        const ids = who(after(events));
        expect(new Set(ids).size).toBe(ids.length);
        expect(who(after([...events, ended]))).toEqual([]);
      }),
    );
  });
});

describe('stillTyping', () => {
  it('lets go of those whose time is over', () => {
    const typing = nextTyping(after([types(ana)], 100), types(jane), { until: 150 });
    expect(who(stillTyping(typing, 99))).toEqual(['ana', 'jane']);
    expect(who(stillTyping(typing, 100))).toEqual(['jane']);
    expect(who(stillTyping(typing, 150))).toEqual([]);
  });

  it('returns the same object where nobody has stopped', () => {
    const typing = after([types(ana)], 100);
    expect(stillTyping(typing, 99)).toBe(typing);
  });
});
