import { checkAttachmentId, checkUrlExpiry } from '../../lib/protocol/check-attachment-id.js';
import { checkAttachment } from '../../lib/protocol/check-attachment.js';
import { checkAuthentication, checkSessionId } from '../../lib/protocol/check-authentication.js';
import { checkMessageId } from '../../lib/protocol/check-message-id.js';
import { checkText } from '../../lib/protocol/check-text.js';
import { checkViewToken } from '../../lib/protocol/check-view-token.js';
import { refusalOf } from './refusal-of.js';

const FILE = { name: 'a.pdf', contentType: 'application/pdf', sizeInBytes: 7 };
const SESSION = '0b5e4a3c-2d1f-4e6a-9b8c-7d6e5f4a3b2c';

describe('checkText', () => {
  it('counts characters, not their halves', () => {
    expect(() => checkText('name', '🙂'.repeat(10), 1, 10)).not.toThrow();
    expect(() => checkText('name', '🙂'.repeat(11), 1, 10)).toThrow('name must have 1 to 10 characters');
  });

  it.each<[string, () => void]>([
    [
      'a file',
      () => checkAttachment({ name: 'n'.repeat(256), contentType: `c/${'c'.repeat(253)}`, sizeInBytes: 10 }, 10),
    ],
    ['an id', () => checkAttachmentId('a'.repeat(256))],
    ['the shortest expiry', () => checkUrlExpiry(5)],
    ['the longest expiry', () => checkUrlExpiry(300)],
    ['a message id', () => checkMessageId('m')],
    ['a view token', () => checkViewToken('a/../b🙂'.repeat(100))],
    ['an authentication', () => checkAuthentication({ sessionId: SESSION, redirectUri: 'u'.repeat(1_024) })],
  ])('lets %s pass', (_, check) => {
    expect(check).not.toThrow();
  });

  it.each<[string, () => void]>([
    ['name must have 1 to 256 characters', () => checkAttachment({ ...FILE, name: '' }, 10)],
    ['name must have 1 to 256 characters', () => checkAttachment({ ...FILE, name: 'n'.repeat(257) }, 10)],
    ['contentType must have 1 to 255 characters', () => checkAttachment({ ...FILE, contentType: '' }, 10)],
    ['sizeInBytes must be a whole number from 1 to 10', () => checkAttachment({ ...FILE, sizeInBytes: 0 }, 10)],
    ['sizeInBytes must be a whole number from 1 to 10', () => checkAttachment({ ...FILE, sizeInBytes: 11 }, 10)],
    ['sizeInBytes must be a whole number from 1 to 10', () => checkAttachment({ ...FILE, sizeInBytes: 1.5 }, 10)],
    [
      'sizeInBytes must be a whole number from 1 to 10',
      () => checkAttachment({ ...FILE, sizeInBytes: Number.NaN }, 10),
    ],
    ['attachmentId must have 1 to 256 characters', () => checkAttachmentId('')],
    ['urlExpiryInSeconds must be a whole number from 5 to 300', () => checkUrlExpiry(4)],
    ['urlExpiryInSeconds must be a whole number from 5 to 300', () => checkUrlExpiry(301)],
    ['id must have 1 to 256 characters', () => checkMessageId('')],
    ['viewToken must have 1 to 1000 characters', () => checkViewToken('')],
    ['viewToken must have 1 to 1000 characters', () => checkViewToken('v'.repeat(1_001))],
    ['viewToken must be fit for a path', () => checkViewToken('..')],
    ['viewToken must be fit for a path', () => checkViewToken('.')],
    ['viewToken must be fit for a path', () => checkViewToken('a\ud800b')],
    ['sessionId must have exactly 36 characters', () => checkSessionId(SESSION.slice(1))],
    ['redirectUri must have 1 to 1024 characters', () => checkAuthentication({ sessionId: SESSION, redirectUri: '' })],
  ])('says that %s', (message, check) => {
    expect(refusalOf(check)).toMatchObject({ name: 'InvalidArgumentError', message });
  });
});
