import { UPLOAD_HEADERS, uploadHeaders } from '../../lib/protocol/upload-headers.js';

/** Known from the service, with what its mobile clients expect. */
const USUAL = {
  'Content-Type': 'application/pdf',
  'Content-Length': '7',
  'Content-Disposition': 'attachment; filename="a.pdf"',
  'x-amz-acl': 'bucket-owner-full-control',
  'x-amz-meta-organization_id': 'o',
  'x-amz-server-side-encryption': 'aws:kms',
};

describe('UPLOAD_HEADERS', () => {
  it.each([{}, USUAL, { 'X-Empty': '' }])('accepts %j', (headers) => expect(UPLOAD_HEADERS.is(headers)).toBe(true));

  it.each([
    null,
    [],
    { 'X-A': 1 },
    { 'X-A': 'a\r\nX-Smuggled: 1' },
    { 'X-A': 'a\n' },
    { 'X-A': '\u0000' },
    { 'X-A': '\u{1f600}' },
    { 'X-A: a\r\nX-Smuggled': '1' },
    { 'X A': 'a' },
    { 'X-A:': 'a' },
    { '': 'a' },
  ])('rejects %j', (headers) => expect(UPLOAD_HEADERS.is(headers)).toBe(false));
});

describe('uploadHeaders', () => {
  it('takes the usual ones as they are', () => expect(uploadHeaders(USUAL)).toEqual(USUAL));

  it.each([
    'Authorization',
    'Connection',
    'Cookie',
    'Expect',
    'Host',
    'Proxy-Authorization',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    'X-Amz-Bearer',
  ])('leaves out %s, in any case', (name) =>
    expect(uploadHeaders({ [name]: 'a', [name.toUpperCase()]: 'b', 'X-A': 'c', [name.toLowerCase()]: 'd' })).toEqual({
      'X-A': 'c',
    }),
  );

  it('takes names like those of members of objects for names', () => {
    const headers: Readonly<Record<string, string>> = JSON.parse('{"__proto__":"a","constructor":"b"}');
    expect(Object.entries(uploadHeaders(headers))).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});
