import fc from 'fast-check';
import { checkOutgoing } from '../../lib/protocol/check-outgoing.js';
import { refusalOf } from './refusal-of.js';

const RESPONSE = 'application/vnd.amazonaws.connect.message.interactive.response';
const TEXT = { contentType: 'text/plain', content: 'hi' };

describe('checkOutgoing', () => {
  it.each([
    TEXT,
    { ...TEXT, clientToken: 'x'.repeat(500) },
    { contentType: 'x'.repeat(100), content: ' ' },
    { ...TEXT, content: 'x'.repeat(16) },
    { ...TEXT, content: '€'.repeat(5) },
    { contentType: RESPONSE, content: '{"version":"1.0","action":" "}', clientToken: 't' },
  ])('accepts %j', (message) => {
    expect(() => checkOutgoing(message, message.contentType === RESPONSE ? 16_384 : 16)).not.toThrow();
  });

  it.each([
    [{ ...TEXT, contentType: '' }, 'contentType must have 1 to 100 characters'],
    [{ ...TEXT, contentType: 'x'.repeat(101) }, 'contentType must have 1 to 100 characters'],
    [{ ...TEXT, content: '' }, 'content must not be empty'],
    [{ ...TEXT, content: 'x'.repeat(17) }, 'content must have at most 16 bytes of UTF-8'],
    [{ ...TEXT, content: '€'.repeat(6) }, 'content must have at most 16 bytes of UTF-8'],
    [{ ...TEXT, clientToken: '' }, 'clientToken must have 1 to 500 characters'],
    [{ ...TEXT, clientToken: 'x'.repeat(501) }, 'clientToken must have 1 to 500 characters'],
    [{ contentType: RESPONSE, content: 'hi' }, 'content must be JSON with "version" "1.0" and an "action"'],
    [
      { contentType: RESPONSE, content: '{"version":"1.0"}' },
      'content must be JSON with "version" "1.0" and an "action"',
    ],
    [
      { contentType: RESPONSE, content: '{"version":"2.0","action":"a"}' },
      'content must be JSON with "version" "1.0" and an "action"',
    ],
    [
      { contentType: RESPONSE, content: '{"version":"1.0","action":""}' },
      'content.action must have 1 to 200 characters',
    ],
  ])('refuses %j', (message, problem) => {
    expect(refusalOf(() => checkOutgoing(message, message.contentType === RESPONSE ? 16_384 : 16))).toMatchObject({
      name: 'InvalidArgumentError',
      message: problem,
    });
  });

  it('refuses what JavaScript may pass all the same', () => {
    const message: typeof TEXT = JSON.parse('{"contentType":"text/plain","content":7}');
    expect(() => checkOutgoing(message, 16)).toThrow('content must be a string');
  });

  it('counts bytes as UTF-8 does', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 60 }),
        (content, max) => {
          const fits = Buffer.byteLength(content) <= max;
          const check = expect(() => checkOutgoing({ contentType: 'text/plain', content }, max));
          if (fits) check.not.toThrow();
          else check.toThrow();
        },
      ),
    );
  });
});
