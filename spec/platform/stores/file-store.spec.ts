import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { fileStore } from '../../../lib/platform/stores/file-store.js';
import { seal } from '../../../lib/platform/stores/seal.js';
import { keeps } from './keeps.js';
import { failureOf, sample } from './sample.js';

/** Whoever is root may write anywhere, and has to be somebody else for a while. */
const NOBODY = 65_534;

describe('fileStore', () => {
  let root: string;
  let count = 0;
  const directory = (): string => join(root, String((count += 1)));
  const load = (path: string) => firstValueFrom(fileStore(path).load('contact'));
  const save = (path: string, clientToken = 't') =>
    firstValueFrom(fileStore(path).save('contact', sample('contact', clientToken)));
  const files = (path: string): ReadonlyArray<string> =>
    readdirSync(path)
      .map((name) => join(path, name))
      .sort();

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'rx-connect-chat-stores-'));
    chmodSync(root, 0o755);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  keeps(() => fileStore(directory()));

  it('makes the directory, and files for their owner only, under names that tell nothing', async () => {
    const path = join(directory(), 'deeper');
    await save(path);
    await save(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(files(path)).toHaveLength(2);
    for (const file of files(path)) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(file.slice(path.length + 1)).toMatch(/^[0-9a-f]{64}\.checkpoint(\.previous)?$/);
    }
  });

  it('runs what comes at once in turn: the last one wins, and leaves nothing over', async () => {
    const path = directory();
    const store = fileStore(path);
    const saves = Array.from({ length: 20 }, (_, index) =>
      firstValueFrom(store.save('contact', sample('contact', `${index}`))),
    );
    const between = firstValueFrom(store.load('contact'));
    await Promise.all(saves);
    expect(await between).toEqual(sample('contact', '19'));
    expect(await load(path)).toEqual(sample('contact', '19'));
    expect(files(path)).toHaveLength(2);
    const removal = firstValueFrom(store.remove('contact'));
    const after = firstValueFrom(store.load('contact'));
    await removal;
    expect(await after).toBeUndefined();
    expect(files(path)).toEqual([]);
  });

  it('gives the version before, or nothing, where a file was cut short at whichever byte', async () => {
    const [once, twice] = [directory(), directory()];
    await save(once);
    await save(twice, 'before');
    await save(twice, 'now');
    for (const [path, expected] of [
      [once, undefined],
      [twice, sample('contact', 'before')],
    ] as const) {
      const [file] = files(path);
      const whole = readFileSync(file!);
      for (let length = 0; length < whole.length; length += 1) {
        writeFileSync(file!, whole.subarray(0, length));
        expect(await load(path)).toEqual(expected);
      }
    }
  });

  it('gives the version before where any byte was changed', async () => {
    const path = directory();
    await save(path, 'before');
    await save(path, 'now');
    const [file] = files(path);
    const whole = readFileSync(file!);
    for (let index = 0; index < whole.length; index += 1) {
      const damaged = Buffer.from(whole);
      damaged[index]! ^= 1;
      writeFileSync(file!, damaged);
      expect(await load(path)).toEqual(sample('contact', 'before'));
    }
  });

  it('gives what was saved before a save that was broken off, at each of its steps and bytes', async () => {
    const path = directory();
    await save(path, 'first');
    await save(path, 'before');
    const [file] = files(path);
    const before = readFileSync(file!);
    const now = Buffer.from(seal(JSON.stringify(sample('contact', 'now'))));
    for (let length = 0; length <= now.length; length += 1) {
      writeFileSync(`${file!}.new`, now.subarray(0, length));
      expect(await load(path)).toEqual(sample('contact', 'before'));
    }
    for (let length = 0; length <= before.length; length += 1) {
      writeFileSync(`${file!}.previous`, before.subarray(0, length));
      expect(await load(path)).toEqual(sample('contact', 'before'));
    }
    await save(path, 'later');
    expect(await load(path)).toEqual(sample('contact', 'later'));
    expect(files(path)).toHaveLength(2);
  });

  it('has saved nothing where the first save was broken off', async () => {
    const path = directory();
    await save(path);
    const [file] = files(path);
    renameSync(file!, `${file!}.new`);
    expect(await load(path)).toBeUndefined();
  });

  it.each([
    ['is of another version', { ...sample(), version: 2 }, 'unreadable'],
    ['is none', 'text', 'unreadable'],
    ["is another contact's", sample('other'), 'otherContact'],
  ])('errors where what is stored whole %s, though the version before is good', async (_, value, reason) => {
    const path = directory();
    await save(path);
    await save(path);
    writeFileSync(files(path)[0]!, seal(JSON.stringify(value)));
    const error = await failureOf(load(path));
    expect(error).toMatchObject({ name: 'CheckpointStoreError', operation: 'load', reason });
    expect(String(error)).not.toMatch(/secret|Grüße/);
  });

  it('errors where there is no directory to be had, and says neither where nor what', async () => {
    const path = join(directory(), 'file');
    mkdirSync(join(path, '..'));
    writeFileSync(path, '');
    for (const [operation, code, act] of [
      ['load', 'ENOTDIR', () => load(path)],
      ['save', 'EEXIST', () => save(path)],
    ] as const) {
      const error = await failureOf(act());
      expect(error).toMatchObject({ name: 'CheckpointStoreError', operation, reason: 'unavailable', code });
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(root);
      expect(String(error)).not.toMatch(/secret|contact/);
    }
  });

  it('errors where the directory is read-only, keeps what is there, and works again afterwards', async () => {
    const path = directory();
    mkdirSync(path);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) {
      chownSync(path, NOBODY, NOBODY);
      process.seteuid?.(NOBODY);
    }
    try {
      await save(path, 'before');
      chmodSync(path, 0o500);
      const store = fileStore(path);
      for (const effect$ of [store.save('contact', sample()), store.remove('contact')]) {
        const error = await failureOf(firstValueFrom(effect$));
        expect(error).toMatchObject({ name: 'CheckpointStoreError', reason: 'unavailable', code: 'EACCES' });
      }
      expect(await load(path)).toEqual(sample('contact', 'before'));
      chmodSync(path, 0o000);
      expect(await failureOf(load(path))).toMatchObject({ operation: 'load', code: 'EACCES' });
      chmodSync(path, 0o700);
      await firstValueFrom(store.save('contact', sample()));
      expect(await load(path)).toEqual(sample());
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});
