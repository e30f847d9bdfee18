import { existsSync, readFileSync } from 'node:fs';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly peer?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}

const text = readFileSync('docs/security.md', 'utf8');
const { packages }: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
);

/** What comes along with the package: all that is locked for more than development. */
const shipped = Object.entries(packages).filter(
  ([path, { dev, devOptional, peer }]) => path !== '' && dev !== true && devOptional !== true && peer !== true,
);

describe('docs/security.md', () => {
  it('names files that are there', () => {
    const named = [...text.matchAll(/`((?:lib|spec)\/[^`]+)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('lists what ships, in the versions that are locked', () => {
    const section = text.slice(text.indexOf('## What ships'), text.indexOf('## The emulator'));
    const listed = [...section.matchAll(/^\| ([\w-]+) +\| (\d[\d.]*) /gm)].map(([, name, version]) => [name, version]);
    const locked = shipped.map(([path, { version }]) => [path.split('node_modules/').at(-1), version]);
    expect(listed).toEqual(locked.sort());
  });
});

describe('what ships', () => {
  it('is there', () => expect(shipped.length).toBeGreaterThan(4));

  it.each(shipped)('runs nothing when it is installed, and is known by its digest: %s', (_, locked) => {
    expect(locked.hasInstallScript).toBeUndefined();
    expect(locked.integrity).toMatch(/^sha512-/);
  });
});
