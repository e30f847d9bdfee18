import fc from 'fast-check';
import type { ChatEvent, FromItem, NoticeEvent } from '../../lib/chat/event.js';
import type { Participant } from '../../lib/chat/participant.js';
import { nextParticipants, type RosterEntry } from '../../lib/chat/participants.js';

type Type = NoticeEvent['type'];

const ana: Participant = { id: 'ana', role: 'AGENT', displayName: 'Ana' };
const jane: Participant = { id: 'jane', role: 'CUSTOMER', displayName: 'Jane' };
const flow: Participant = { id: 'flow', role: 'SYSTEM', displayName: 'SYSTEM_MESSAGE' };

const from = (participant?: Participant): FromItem => ({
  id: 'id',
  at: 1,
  contactId: 'contact',
  origin: 'live',
  ...(participant && { participant }),
});
const event = (type: Type, participant?: Participant): ChatEvent => ({ type, ...from(participant) });
const late = (event: ChatEvent): ChatEvent => (event.type === 'gap' ? event : { ...event, late: true });
const message = (participant: Participant): ChatEvent => ({
  type: 'message',
  ...from(participant),
  contentType: 'text/plain',
  content: 'hello',
});
const ended: ChatEvent = { type: 'chatEnded', at: 1, contactId: 'contact', reason: 'ended' };
const gap: ChatEvent = { type: 'gap', contactId: 'contact', reason: 'tooManyPages' };

const after = (...events: ReadonlyArray<ChatEvent>): ReadonlyArray<RosterEntry> =>
  events.reduce<ReadonlyArray<RosterEntry>>(nextParticipants, []);

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
const anything = fc
  .oneof(
    fc.tuple(types, anyone).map(([type, participant]) => event(type, participant)),
    anyone.map((participant) => message(participant ?? ana)),
    fc.constantFrom(ended, gap),
  )
  .chain((happened) => fc.boolean().map((isLate) => (isLate ? late(happened) : happened)));

describe('nextParticipants', () => {
  it('lets in who joins, in the order of joining', () => {
    expect(after(event('participantJoined', jane), event('participantJoined', ana))).toEqual([jane, ana]);
  });

  it('drops those who came first when more come than can be', () => {
    const many = Array.from({ length: 103 }, (_, index) => event('participantJoined', { id: `p${index}` }));
    const ids = after(...many).map(({ id }) => id);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([100, 'p3', 'p102']);
  });

  it('lets out who leaves, and all when the chat ends', () => {
    expect(after(message(jane), message(ana), event('participantLeft', jane))).toEqual([ana]);
    expect(after(message(jane), message(ana), ended)).toEqual([]);
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
    const idle = after(message(ana), event('participantIdle', ana));
    expect(idle).toEqual([{ ...ana, idle: true }]);
    expect(nextParticipants(idle, event('participantReturned', ana))).toEqual([ana]);
    expect(nextParticipants(idle, message(ana))).toEqual([ana]);
  });

  it('takes a new name, and keeps what an event does not say', () => {
    const renamed = event('participantDisplayNameUpdated', { id: 'jane', displayName: 'Jane Doe' });
    expect(after(message(jane), renamed)).toEqual([{ ...jane, displayName: 'Jane Doe' }]);
    expect(after(message(jane), event('participantIdle', jane), renamed)).toMatchObject([{ idle: true }]);
    expect(after(renamed)).toEqual([]);
  });

  it('takes nobody for present who is only invited, or whose messages are confirmed', () => {
    expect(after(event('participantInvited', ana), event('participantAutoDisconnected', ana))).toEqual([]);
  });

  it('lets the last words of one who has left bring nobody back', () => {
    expect(after(message(ana), event('participantLeft', ana), late(message(ana)))).toEqual([]);
  });

  it('lets in who joined, although it is told late', () => {
    expect(after(message(jane), late(event('participantJoined', ana)))).toEqual([jane, ana]);
  });

  it('takes no name and no idleness from late events', () => {
    const before = after(message(ana));
    const old = { ...ana, displayName: 'A.' };
    expect(nextParticipants(before, late(event('participantJoined', old)))).toBe(before);
    expect(nextParticipants(before, late(event('participantDisplayNameUpdated', old)))).toBe(before);
    expect(nextParticipants(before, late(event('participantIdle', ana)))).toBe(before);
  });

  it('returns the same list when the same happens again', () => {
    fc.assert(
      fc.property(fc.array(anything), anything, (events, last) => {
        const once = nextParticipants(after(...events), last);
        expect(nextParticipants(once, last)).toBe(once);
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
