import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['chat', 'protocol', 'engine', 'platform', 'adapters', 'emulator', 'cli'];

/** Specs, by their path within `spec`, that have no source of the same path within `lib`. */
const orphans = (specs: ReadonlyArray<string>, exists: (source: string) => boolean): ReadonlyArray<string> =>
  specs.filter((path) => path.endsWith('.spec.ts') && !exists(path.replace(/\.spec\.ts$/, '.ts')));

const specsIn = (folder: string): ReadonlyArray<string> => {
  const root = join(__dirname, folder);
  return existsSync(root)
    ? readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path).replaceAll('\\', '/'))
    : [];
};

describe('the specs', () => {
  it('each have the source that they are about', () =>
    expect(orphans(FOLDERS.flatMap(specsIn), (source) => existsSync(join(__dirname, '..', 'lib', source)))).toEqual(
      [],
    ));

  it('are noticed when their source is gone', () =>
    expect(orphans(['chat/a.spec.ts', 'chat/b.spec.ts', 'chat/b.md'], (source) => source === 'chat/b.ts')).toEqual([
      'chat/a.spec.ts',
    ]));
});
