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
  ])('accepts %s', (url) => expect(isSecureOrLoopback(url)).toBe(true));

  it.each([
    'http://host/',
    'ws://host/',
    'ws://localhost.example.com/',
    'ws://127.0.0.1.example.com/',
    'ws://localhost@example.com/',
    'http://0.0.0.0/',
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
