import { UnreadableError } from '../../../lib/chat/errors.js';
import { checkStorageUrl } from '../../../lib/engine/effects/storage-url.js';

describe('checkStorageUrl', () => {
  it.each([
    'https://bucket.test/key?X-Amz-Signature=s',
    'http://127.0.0.1:8787/a?b',
    'http://localhost/a',
    'http://[::1]:1/a',
  ])('accepts %s', (url) => {
    expect(() => checkStorageUrl('GetAttachment', url)).not.toThrow();
  });

  it.each([
    'http://bucket.test/key?X-Amz-Signature=secret',
    'ftp://secret',
    'file:///secret',
    'secret',
    'http://127.0.0.1.secret.test/',
    'http://localhost.secret.test/',
    'http://127.0.0.1@secret.test/',
    'http://secret.test\\@127.0.0.1/',
    'HTTP://SECRET.TEST/',
    'http://0.0.0.0/secret',
    'wss://secret.test/',
    'javascript:secret',
    'blob:https://bucket.test/secret',
  ])('rejects %s without repeating it', (url) => {
    const check = (): void => checkStorageUrl('GetAttachment', url);
    expect(check).toThrow(UnreadableError);
    expect(check).toThrow(/^(?!.*secret).*answer of GetAttachment/);
  });
});
