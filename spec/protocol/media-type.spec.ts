import { isMediaType } from '../../lib/protocol/media-type.js';

describe('isMediaType', () => {
  it.each([
    'image/png',
    'text/plain;charset=utf-8',
    'text/plain ; charset="utf-8"',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'image/svg+xml',
    'binary/octet-stream',
  ])('accepts %s', (text) => expect(isMediaType(text)).toBe(true));

  it.each([
    '',
    'text',
    'text/',
    '/plain',
    'text/plain/x',
    'text /plain',
    'text/plain, text/html',
    'text/plain\r\nA: b',
    'text/plain; a=\n',
    'text/é',
    '*/ *',
  ])('rejects %p', (text) => expect(isMediaType(text)).toBe(false));
});
