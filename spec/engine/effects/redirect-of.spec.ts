import { redirectOf } from '../../../lib/engine/effects/redirect-of.js';

const FROM = 'https://bucket.test/key?X-Amz-Signature=s';
const LOCAL = 'http://127.0.0.1:8787/storage/1?X-Amz-Signature=s';

const leads = (status: number, location?: string, from = FROM): string | undefined =>
  redirectOf(from, { status, headers: location === undefined ? {} : { location }, body: '' });

describe('redirectOf', () => {
  it.each([307, 308])('gives where a %i leads', (status) => {
    expect(leads(status, 'https://bucket.region.test/key?a=b')).toBe('https://bucket.region.test/key?a=b');
  });

  it('resolves what is relative', () => {
    expect(leads(307, '/other?a=b')).toBe('https://bucket.test/other?a=b');
    expect(leads(307, '//region.test/other')).toBe('https://region.test/other');
  });

  it.each([200, 300, 301, 302, 303, 304, 305, 306, 400, 403])('leads nowhere from a %i', (status) => {
    expect(leads(status, 'https://bucket.region.test/')).toBeUndefined();
  });

  it.each([
    undefined,
    '',
    'http://bucket.region.test/',
    'http://127.0.0.1:8787/',
    'HTTP://localhost/',
    'ftp://bucket.region.test/',
    'wss://bucket.region.test/',
    'file:///etc/passwd',
    'data:text/plain,a',
    'blob:https://bucket.test/a',
    'javascript:1',
    'https://jane:secret@bucket.region.test/',
    'https://jane@bucket.region.test/',
    'https://',
    'http://[',
  ])('leads nowhere to %p', (location) => {
    expect(leads(307, location)).toBeUndefined();
  });

  it('stays on this machine in clear, and does not leave it so', () => {
    expect(leads(307, 'http://localhost:1/a', LOCAL)).toBe('http://localhost:1/a');
    expect(leads(307, '/a', LOCAL)).toBe('http://127.0.0.1:8787/a');
    expect(leads(307, 'http://bucket.test/a', LOCAL)).toBeUndefined();
    expect(leads(307, 'http://127.0.0.1.bucket.test/a', LOCAL)).toBeUndefined();
  });
});
