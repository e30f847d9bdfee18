import { InvalidArgumentError } from '../../lib/chat/errors.js';
import { checkCheckpoint } from '../../lib/protocol/check-checkpoint.js';

const checkpoint = {
  version: 1,
  contactId: 'contact',
  standing: {
    accepted: true,
    connection: { number: 1, url: 'wss://example.com/?secret', refreshAt: 3 },
    credentials: { connectionToken: 'secret', renewAt: 4 },
    places: [{ at: 1, id: 'a' }],
  },
  unsent: [{ clientToken: 't', contentType: 'text/plain', content: 'text', mayHaveArrived: true }],
  told: [{ id: 'a', state: 'whole', receipts: [{ recipientId: 'b', readAt: 2 }] }],
};

const refusal = (value: unknown, contactId = 'contact'): unknown => {
  try {
    checkCheckpoint(value, contactId);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('checkCheckpoint', () => {
  it('accepts what a session gave, with or without what it may lack', () => {
    expect(refusal(checkpoint)).toBeUndefined();
    expect(refusal({ ...checkpoint, standing: { accepted: false } })).toBeUndefined();
    expect(refusal(JSON.parse(JSON.stringify(checkpoint)))).toBeUndefined();
  });

  it('accepts what a session knows of the whole chat, and rejects what is none of it', () => {
    const whole = {
      latestAt: 5,
      since: 1,
      participants: {
        members: [
          {
            id: 'p',
            last: { at: 1, id: 'a', says: 'idle' },
            cameAt: 1,
            role: { at: 1, is: 'AGENT' },
            displayName: { at: 1, is: '' },
          },
          { id: 'q', last: { at: 1, says: 'gone' } },
        ],
        endedAt: 1,
        forgottenAt: 1,
      },
      gaps: [{ reason: 'unreadableItems', after: { at: 1, id: 'a' } }],
    };
    expect(refusal({ ...checkpoint, ...whole })).toBeUndefined();
    const wrong = [
      { latestAt: 'late' },
      { since: null },
      { participants: { members: [{ id: 1 }] } },
      { participants: { members: [{ id: 'p', last: { at: 1, says: 'away' } }] } },
      { participants: { members: [{ id: 'p', last: { at: 1, id: 1, says: 'here' } }] } },
      { gaps: [{ reason: 'boredom' }] },
    ];
    for (const part of wrong) expect(refusal({ ...checkpoint, ...part })).toBeInstanceOf(InvalidArgumentError);
  });

  it('accepts what it says of own messages, and nothing else of them', () => {
    const [unsent] = checkpoint.unsent;
    const handOver = { latestAt: 1, ids: ['a'], isPartial: true };
    const kept = { ...unsent, postedAt: 5, handOver, echo: { id: 'e', at: 6 } };
    const undelivered = ['rejected', 'unknown', 'sent'].map((status) => ({ ...kept, at: 1, status }));
    expect(refusal({ ...checkpoint, unsent: [kept], undelivered })).toBeUndefined();
    for (const odd of [{ postedAt: '5' }, { handOver: {} }, { handOver: { ...handOver, ids: [1] } }, { echo: 'e' }]) {
      expect(refusal({ ...checkpoint, unsent: [{ ...kept, ...odd }] })).toBeInstanceOf(InvalidArgumentError);
    }
    for (const odd of [{ status: 'sent', echo: undefined }, { status: 'lost' }, { processing: 'slow' }, { at: null }]) {
      expect(refusal({ ...checkpoint, undelivered: [{ ...undelivered[0], ...odd }] })).toBeInstanceOf(
        InvalidArgumentError,
      );
    }
  });

  it('rejects what is none, was cut short, or is of another version', () => {
    for (const value of [
      null,
      undefined,
      'text',
      [],
      {},
      { ...checkpoint, version: 2 },
      { ...checkpoint, told: [{}] },
    ]) {
      expect(refusal(value)).toEqual(new InvalidArgumentError('resumeFrom', 'is not a checkpoint of version 1'));
    }
  });

  it('rejects the checkpoint of another contact, without repeating anything of it', () => {
    expect(refusal(checkpoint, 'other')).toEqual(new InvalidArgumentError('resumeFrom', 'is of another contact'));
  });

  it('rejects a connection token that no header can carry, without repeating it', () => {
    const standing = { ...checkpoint.standing, credentials: { connectionToken: 'secret\r\nX-Smuggled: 1' } };
    expect(refusal({ ...checkpoint, standing })).toEqual(
      new InvalidArgumentError('resumeFrom', 'is not a checkpoint of version 1'),
    );
  });

  it.each([
    ['told', 1_000_000],
    ['unsent', 10_000],
  ] as const)('rejects more in %s than any session keeps', (list, most) => {
    const [entry] = checkpoint[list];
    const many = Array.from({ length: most }, () => entry);
    expect(refusal({ ...checkpoint, [list]: many })).toBeUndefined();
    expect(refusal({ ...checkpoint, [list]: [...many, entry] })).toEqual(
      new InvalidArgumentError('resumeFrom', 'is not a checkpoint of version 1'),
    );
  });

  it('keeps unknown fields from failing it', () => {
    expect(refusal({ ...checkpoint, later: true })).toBeUndefined();
  });
});
