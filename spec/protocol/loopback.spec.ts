import { isLoopback } from '../../lib/protocol/loopback.js';

describe('isLoopback', () => {
  it.each(['localhost', '127.0.0.1', '127.255.255.254', '[::1]'])('accepts %s', (hostname) =>
    expect(isLoopback(hostname)).toBe(true),
  );

  it.each([
    '',
    'localhost.',
    'localhost.example.com',
    'example.localhost',
    '127.0.0.1.example.com',
    '127.0.0.1\nexample.com',
    '127.0.0',
    '0.0.0.0',
    '128.0.0.1',
    '10.0.0.1',
    '[::]',
    '[::ffff:7f00:1]',
  ])('refuses %j', (hostname) => expect(isLoopback(hostname)).toBe(false));
});
