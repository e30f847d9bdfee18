import fc from 'fast-check';
import type { ChatEvent, FromItem, NoticeEvent } from '../../lib/chat/event.js';
import type { Participant } from '../../lib/chat/participant.js';
import { createRoster, type Members, type Roster, type RosterEntry } from '../../lib/chat/participants.js';
import { createTies } from '../../lib/chat/ties.js';

type Type = NoticeEvent['type'];

const ana: Participant = { id: 'ana', role: 'AGENT', displayName: 'Ana' };
const jane: Participant = { id: 'jane', role: 'CUSTOMER', displayName: 'Jane' };
const flow: Participant = { id: 'flow', role: 'SYSTEM', displayName: 'SYSTEM_MESSAGE' };

const from = (participant?: Participant, at = 1): FromItem => ({
  id: `${participant?.id ?? 'nobody'} at ${at}`,
  at,
  contactId: 'contact',
  origin: 'live',
  ...(participant && { participant }),
});
const event = (type: Type, participant?: Participant, at = 1): ChatEvent => ({
  type,
  ...from(participant, at),
  id: `${type} ${participant?.id ?? 'nobody'} at ${at}`,
});
const message = (participant: Participant, at = 1): ChatEvent => ({
  type: 'message',
  ...from(participant, at),
  contentType: 'text/plain',
  content: 'hello',
});
const ended = (at = 1): ChatEvent => ({
  type: 'chatEnded',
  ...from(undefined, at),
  id: `end at ${at}`,
  reason: 'ended',
});
const gap: ChatEvent = { type: 'gap', contactId: 'contact', reason: 'tooManyPages' };

const roster = (...events: ReadonlyArray<ChatEvent>): Roster => {
  const created = createRoster(createTies());
  events.forEach(created.take);
  return created;
};
const after = (...events: ReadonlyArray<ChatEvent>): ReadonlyArray<RosterEntry> => roster(...events).present();

const anyone = fc.constantFrom<Participant | undefined>(ana, jane, flow, { id: 'bob' }, { id: 'ana' }, undefined);
const types = fc.constantFrom<Type>(
  'typing',
  'participantJoined',
  'participantLeft',
  'participantInvited',
  'participantActive',
  'participantInactive',
  'participantIdle',
  'participantReturned',
  'participantAutoDisconnected',
  'participantDisplayNameUpdated',
  'transferSucceeded',
  'chatRehydrated',
  'authenticationFailed',
  'workflowCancelled',
);
const anything = fc.oneof(
  fc.tuple(types, anyone, fc.nat(99)).map(([type, participant, at]) => event(type, participant, at)),
  fc.tuple(anyone, fc.nat(99)).map(([participant, at]) => message(participant ?? ana, at)),
  fc.nat(99).map(ended),
  fc.constant(gap),
);

/** No two at one time: their order is another matter. */
const anyTimes = fc.uniqueArray(anything, { selector: (one) => (one.type === 'gap' ? -1 : one.at), maxLength: 12 });

const recalled = (members: Members): Roster => {
  const created = createRoster(createTies());
  const kept: Members = JSON.parse(JSON.stringify(members));
  created.recall(kept);
  return created;
};

describe('createRoster', () => {
  it('lets in who joins, in the order of joining', () => {
    expect(after(event('participantJoined', jane), event('participantJoined', ana))).toEqual([jane, ana]);
    expect(after(event('participantJoined', ana, 2), event('participantJoined', jane, 1))).toEqual([jane, ana]);
  });

  it('drops those who came first when more come than can be', () => {
    const many = Array.from({ length: 1_003 }, (_, index) => event('participantJoined', { id: `p${index}` }));
    const ids = after(...many).map(({ id }) => id);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([100, 'p903', 'p1002']);
  });

  it('lets out who leaves, and all when the chat ends', () => {
    expect(after(message(jane), message(ana), event('participantLeft', jane, 2))).toEqual([ana]);
    expect(after(message(jane), message(ana), ended(2))).toEqual([]);
  });

  it('goes on after the end of an earlier part of the chat', () => {
    expect(after(message(ana, 1), message(jane, 3), ended(2))).toEqual([jane]);
  });

  it('lets nobody out when only the session has ended', () => {
    const refused: ChatEvent = { type: 'chatEnded', at: 2, contactId: 'contact', reason: 'accessDenied' };
    expect(after(message(jane), refused)).toEqual([jane]);
  });

  it.each<readonly [string, ChatEvent]>([
    ['a message', message(ana)],
    ['an attachment', { type: 'attachment', ...from(ana), attachments: [] }],
    ['typing', event('typing', ana)],
  ])('knows by %s who is there', (_, spoken) => {
    expect(after(spoken)).toEqual([ana]);
  });

  it('leaves the voice of the flow out', () => {
    expect(after(message(flow))).toEqual([]);
  });

  it('says who is idle, until they return or speak', () => {
    const idle = [message(ana), event('participantIdle', ana, 2)];
    expect(after(...idle)).toEqual([{ ...ana, idle: true }]);
    expect(after(...idle, event('participantReturned', ana, 3))).toEqual([ana]);
    expect(after(...idle, message(ana, 3))).toEqual([ana]);
  });

  it('takes a new name, and keeps what an event does not say', () => {
    const renamed = event('participantDisplayNameUpdated', { id: 'jane', displayName: 'Jane Doe' }, 3);
    expect(after(message(jane), renamed)).toEqual([{ ...jane, displayName: 'Jane Doe' }]);
    expect(after(message(jane), event('participantIdle', jane, 2), renamed)).toMatchObject([{ idle: true }]);
    expect(after(renamed)).toEqual([]);
    expect(after(renamed, message(jane))).toEqual([{ ...jane, displayName: 'Jane Doe' }]);
  });

  it('takes nobody for present who is only invited, or whose messages are confirmed', () => {
    expect(after(event('participantInvited', ana), event('participantAutoDisconnected', ana))).toEqual([]);
  });

  it('lets the last words of one who has left bring nobody back', () => {
    expect(after(event('participantLeft', ana, 2), message(ana, 1))).toEqual([]);
  });

  it('lets in whose only words are older than others', () => {
    expect(after(message(jane, 9), message(ana, 1))).toEqual([ana, jane]);
  });

  it('has those present who left and joined within one millisecond, and not who joined and left', () => {
    const [left, joined] = [event('participantLeft', ana), event('participantJoined', ana)];
    expect(after(message(ana, 0), left, joined)).toEqual([ana]);
    expect(after(message(ana, 0), joined, left)).toEqual([]);
  });

  it('believes the transcript of what came within one millisecond, as soon as that is told again', () => {
    const ties = createTies();
    const created = createRoster(ties);
    const [left, joined] = [event('participantLeft', ana), event('participantJoined', ana)];
    [joined, left].forEach(created.take);
    ties.learn([left, joined].flatMap((one) => (one.type === 'gap' ? [] : [{ at: one.at, id: one.id ?? '' }])));
    expect([left, joined].map(created.take)).toEqual([false, true]);
    expect(created.present()).toEqual([ana]);
  });

  it.each(['known here', 'from a checkpoint'])(
    'lets what is read outweigh nothing of its millisecond: %s',
    (whence) => {
      const ties = createTies();
      const [left, joined] = [event('participantLeft', ana), event('participantJoined', ana)];
      const before = createRoster(ties);
      [message(ana, 0), left, joined].forEach(before.take);
      const created = createRoster(ties);
      if (whence === 'from a checkpoint') created.recall(before.members());
      const now = whence === 'from a checkpoint' ? created : before;
      // Read in either direction, and told again.
      expect([joined, left, left, joined].map(now.takeRead)).toEqual([false, false, false, false]);
      expect(now.present()).toEqual([ana]);
      ties.learn([joined, left].map((one) => ({ at: 1, id: one.type === 'gap' ? '' : (one.id ?? '') })));
      expect(now.takeRead(left)).toBe(true);
      expect(now.present()).toEqual([]);
    },
  );

  it('lets what is emitted outweigh what an earlier session knew of its millisecond', () => {
    const created = recalled(roster(message(ana, 0), event('participantLeft', ana)).members());
    expect(created.take(event('participantJoined', ana))).toBe(true);
    expect(created.present()).toEqual([ana]);
  });

  it('takes a checkpoint that does not say which event spoke last for the last word of its millisecond', () => {
    const [member] = roster(event('participantLeft', ana), event('participantJoined', ana)).members().members;
    const created = recalled({ members: [{ ...member!, last: { at: 1, says: 'here' } }] });
    expect([event('participantJoined', ana), event('participantLeft', ana)].map(created.takeRead)).toEqual([
      false,
      false,
    ]);
    expect(created.present()).toEqual([ana]);
  });

  it('keeps the order of those who came within one millisecond through a checkpoint', () => {
    const ties = createTies();
    const created = createRoster(ties);
    const all = [ana, jane].map((one) => event('participantJoined', one));
    all.forEach(created.take);
    ties.learn([...all].reverse().map((one) => ({ at: 1, id: one.type === 'gap' ? '' : (one.id ?? '') })));
    created.take(message({ id: 'bob' }, 2));
    expect(created.present()).toEqual([jane, ana, { id: 'bob' }]);
    expect(recalled(created.members()).present()).toEqual(created.present());
  });

  it('takes another name from an event that is told again', () => {
    const created = roster(message(ana));
    expect(created.takeRead(message({ ...ana, displayName: 'Ana B.' }))).toBe(true);
    expect(created.present()).toEqual([{ ...ana, displayName: 'Ana B.' }]);
  });

  it('forgets who left so that it brings nobody back', () => {
    const leaving = Array.from({ length: 999 }, (_, index) => [
      event('participantJoined', { id: `p${index}` }, index * 2),
      event('participantLeft', { id: `p${index}` }, index * 2 + 1),
    ]).flat();
    const created = roster(message(ana, 0), ...leaving);
    expect(created.members().members.length).toBeLessThanOrEqual(200);
    created.take(message({ id: 'p0' }, 0));
    expect(created.present()).toEqual([ana]);
  });

  it('is the same in whatever order it comes to light', () => {
    fc.assert(
      fc.property(
        anyTimes.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(after(...shuffled)).toEqual(after(...all));
        },
      ),
    );
  });

  it('is the same after any part of it went through a checkpoint', () => {
    fc.assert(
      fc.property(anyTimes, fc.nat(12), (all, cut) => {
        const created = recalled(roster(...all.slice(0, cut)).members());
        all.slice(cut).forEach(created.take);
        expect(created.present()).toEqual(after(...all));
      }),
    );
  });

  it('says whether a word changes the list, which stays the same list where none does', () => {
    fc.assert(
      fc.property(fc.array(anything), anything, (events, last) => {
        const created = roster(...events);
        const before = created.present();
        const changes = created.take(last);
        expect(created.present() !== before).toBe(changes);
        if (changes) expect(created.present()).not.toEqual(before);
        expect(created.take(last)).toBe(false);
      }),
    );
  });

  it('has nobody twice, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(anything), (events) => {
        const ids = after(...events).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});
