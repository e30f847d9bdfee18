import { firstValueFrom } from 'rxjs';
import { webStorageStore, type StorageLike } from '../../../lib/platform/stores/web-storage-store.js';
import { keeps } from './keeps.js';
import { failureOf, sample } from './sample.js';

const mapStorage = (map = new Map<string, string>()): StorageLike => ({
  getItem: (key) => map.get(key) ?? null,
  setItem: (key, value) => void map.set(key, value),
  removeItem: (key) => void map.delete(key),
});

const failing = (thrown: unknown): StorageLike => {
  const fail = (): never => {
    throw thrown;
  };
  return { getItem: fail, setItem: fail, removeItem: fail };
};

describe('webStorageStore', () => {
  keeps(() => webStorageStore(mapStorage()));
  describe('given a function', () => {
    keeps(() => {
      const storage = mapStorage();
      return webStorageStore(() => storage);
    });
  });

  it('asks a function at each use, and not before', async () => {
    const storages = [mapStorage(), mapStorage()];
    let asked = 0;
    const store = webStorageStore(() => storages[asked++]!);
    const save$ = store.save('contact', sample());
    expect(asked).toBe(0);
    await firstValueFrom(save$);
    expect(await firstValueFrom(store.load('contact'))).toBeUndefined();
    expect(asked).toBe(2);
  });

  it.each<[string, () => StorageLike | null | undefined, string | undefined]>([
    [
      'must not be named',
      () => {
        throw new DOMException('value secret', 'SecurityError');
      },
      'SecurityError',
    ],
    [
      'is unknown, as on a server',
      () => {
        throw new ReferenceError('sessionStorage is not defined');
      },
      'ReferenceError',
    ],
    ['is not there', () => undefined, undefined],
    ['is null, as in a WebView', () => null, undefined],
  ])('errors where the storage %s', async (_, storage, code) => {
    const store = webStorageStore(storage);
    for (const [operation, done] of [
      ['load', firstValueFrom(store.load('contact'))],
      ['save', firstValueFrom(store.save('contact', sample()))],
      ['remove', firstValueFrom(store.remove('contact'))],
    ] as const) {
      const error = await failureOf(done);
      expect(error).toMatchObject({ name: 'CheckpointStoreError', operation, reason: 'unavailable', code });
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('secret');
    }
  });

  it('puts a prefix before each key', async () => {
    const map = new Map<string, string>();
    await firstValueFrom(webStorageStore(mapStorage(map)).save('contact', sample()));
    await firstValueFrom(webStorageStore(mapStorage(map), 'mine ').save('contact', sample()));
    expect([...map.keys()]).toEqual(['rx-connect-chat:contact', 'mine contact']);
  });

  it('acts and emits at once, as it must while a page is being left', () => {
    const map = new Map<string, string>();
    let emitted = 0;
    webStorageStore(mapStorage(map))
      .save('contact', sample())
      .subscribe(() => (emitted += map.size));
    expect(emitted).toBe(1);
  });

  it('gives nothing where the text was cut short, at whichever length', async () => {
    const text = JSON.stringify(sample());
    for (let length = 0; length < text.length; length += 1) {
      const map = new Map([['rx-connect-chat:contact', text.slice(0, length)]]);
      expect(await firstValueFrom(webStorageStore(mapStorage(map)).load('contact'))).toBeUndefined();
    }
  });

  it.each([
    ['null', 'unreadable'],
    ['"text"', 'unreadable'],
    ['{}', 'unreadable'],
    [JSON.stringify({ ...sample(), version: 2 }), 'unreadable'],
    [JSON.stringify({ ...sample(), told: [{}] }), 'unreadable'],
    [JSON.stringify(sample('other')), 'otherContact'],
    [JSON.stringify(sample('')), 'otherContact'],
  ])('errors where something else is there: %s', async (text, reason) => {
    const map = new Map([['rx-connect-chat:contact', text]]);
    const error = await failureOf(firstValueFrom(webStorageStore(mapStorage(map)).load('contact')));
    expect(error).toMatchObject({ name: 'CheckpointStoreError', operation: 'load', reason });
    expect(String(error)).not.toMatch(/secret|Grüße/);
  });

  it.each([
    [new DOMException('value secret', 'QuotaExceededError'), 'full', 'QuotaExceededError'],
    [new DOMException('value secret', 'NS_ERROR_DOM_QUOTA_REACHED'), 'full', 'NS_ERROR_DOM_QUOTA_REACHED'],
    [new DOMException('value secret', 'SecurityError'), 'unavailable', 'SecurityError'],
    [new TypeError('value secret'), 'unavailable', 'TypeError'],
    [{ name: 'a secret that is no name' }, 'unavailable', undefined],
    ['secret', 'unavailable', undefined],
    [null, 'unavailable', undefined],
  ])('errors with what the storage throws, by its name only: %s', async (thrown, reason, code) => {
    const store = webStorageStore(failing(thrown));
    for (const [operation, done] of [
      ['load', firstValueFrom(store.load('contact'))],
      ['save', firstValueFrom(store.save('contact', sample()))],
      ['remove', firstValueFrom(store.remove('contact'))],
    ] as const) {
      const error = await failureOf(done);
      expect(error).toMatchObject({ name: 'CheckpointStoreError', operation, reason, code });
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('secret');
    }
  });
});
