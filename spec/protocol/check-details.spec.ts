import { checkDetails } from '../../lib/protocol/check-details.js';
import { refusalOf } from './refusal-of.js';

const DETAILS = { contactId: 'c', participantToken: 't' };

describe('checkDetails', () => {
  it.each([
    DETAILS,
    { contactId: 'c'.repeat(256), participantToken: 't'.repeat(1_000), participantId: 'p', initialContactId: 'i' },
  ])('accepts %j', (details) => {
    expect(() => checkDetails(details)).not.toThrow();
  });

  it.each([
    [{ contactId: '' }, 'contactId must have 1 to 256 characters'],
    [{ contactId: 'c'.repeat(257) }, 'contactId must have 1 to 256 characters'],
    [{ contactId: undefined }, 'contactId must be a string'],
    [{ participantToken: '' }, 'participantToken must have 1 to 1000 characters'],
    [{ participantToken: 't'.repeat(1_001) }, 'participantToken must have 1 to 1000 characters'],
    [{ participantToken: 'read from a file\n' }, 'participantToken must be fit for a header'],
    [{ participantToken: 't\r\nX-Smuggled: 1' }, 'participantToken must be fit for a header'],
    [{ participantToken: '\u{1f511}' }, 'participantToken must be fit for a header'],
    [{ participantToken: 7 }, 'participantToken must be a string'],
    [{ participantId: '' }, 'participantId must have 1 to 256 characters'],
    [{ initialContactId: null }, 'initialContactId must be a string'],
  ])('refuses %j', (change, message) => {
    const details: typeof DETAILS = JSON.parse(JSON.stringify({ ...DETAILS, ...change }));
    expect(refusalOf(() => checkDetails(details))).toMatchObject({
      name: 'InvalidArgumentError',
      field: Object.keys(change)[0],
      message,
    });
  });

  it.each(['secret'.repeat(200), 'secret\n'])('repeats no token: %j', (participantToken) => {
    expect(refusalOf(() => checkDetails({ contactId: 'c', participantToken }))).toMatchObject({
      name: 'InvalidArgumentError',
      message: expect.not.stringContaining('secret'),
    });
  });
});
