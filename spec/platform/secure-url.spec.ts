import { InvalidArgumentError } from '../../lib/chat/errors.js';
import { assertSecure, isSecureOrLoopback } from '../../lib/platform/secure-url.js';

describe('isSecureOrLoopback', () => {
  it.each([
    'https://participant.connect.us-west-2.amazonaws.com/participant/connection',
    'wss://host/ws?secret',
    'WSS://host/',
    'http://127.0.0.1:8787/',
    'ws://127.200.3.4/',
    'ws://localhost:1/',
    'http://[::1]:1/',
    'HTTP://LOCALHOST:1/',
    'http://127.1:1/',
    'http://me:pass@127.0.0.1:1/',
    'http://127.0.0.1:1\\@example.com/',
  ])('accepts %s', (url) => expect(isSecureOrLoopback(url)).toBe(true));

  it.each([
    'http://host/',
    'ws://host/',
    'ws://localhost.example.com/',
    'ws://127.0.0.1.example.com/',
    'ws://localhost@example.com/',
    'http://0.0.0.0/',
    'HTTP://HOST/',
    'Ws://host/',
    'http://localhost./',
    'http://localhost。example.com/',
    'http://127.0.0.1@example.com/',
    'http://127.0.0.1:80@example.com/',
    'http://127.0.0.1\t.example.com/',
    'http://127.0.0.1%2eexample.com/',
    'http://example.com/127.0.0.1',
    'http://example.com\\@127.0.0.1/',
    'http://example.com#@127.0.0.1/',
    'http://[::]/',
    'http://[::2]/',
    'http://[::ffff:10.0.0.1]/',
    'http://0/',
    'http://10.0.0.1/',
    'http://128.0.0.1/',
    'http://a127.0.0.1/',
    'blob:https://host/id',
    'javascript:alert(1)',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'data:text/plain,a',
    '//host/',
    '/participant/message',
    '',
  ])('refuses %s', (url) => expect(isSecureOrLoopback(url)).toBe(false));
});

describe('assertSecure', () => {
  it('throws without repeating the url', () =>
    expect(() => assertSecure('ws://host/?secret')).toThrow(
      new InvalidArgumentError('url', 'must be encrypted, except on loopback'),
    ));
  it('is silent about a secure url', () => expect(() => assertSecure('wss://host/')).not.toThrow());
});
