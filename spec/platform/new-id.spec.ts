import { webcrypto } from 'node:crypto';
import { newId, type CryptoLike } from '../../lib/platform/new-id.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const insecure: CryptoLike = { getRandomValues: (bytes) => webcrypto.getRandomValues(bytes) };

describe('newId', () => {
  it('asks the platform first', () => expect(newId({ randomUUID: () => 'given' }, Math.random)).toBe('given'));

  it.each<[string, CryptoLike | undefined]>([
    ['outside a secure context', insecure],
    ['without any crypto', undefined],
    ['with an empty crypto', {}],
  ])('makes a UUID of version 4 %s, new each time', (_, crypto) => {
    const ids = Array.from({ length: 1_000 }, () => newId(crypto, Math.random));
    expect(ids.filter((id) => !UUID.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(1_000);
  });

  it('does not rest on random where there is better', () =>
    expect(newId(insecure, () => 0)).not.toBe(newId(insecure, () => 0)));
});
