import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionStatus } from '../../lib/index.js';

const SCENARIOS = join('spec', 'scenarios');
const STATUSES: Readonly<Record<SessionStatus['type'], true>> = {
  idle: true,
  connecting: true,
  live: true,
  waiting: true,
  ended: true,
  failed: true,
};

const document = readFileSync(join('docs', 'lifecycle.md'), 'utf8');

/** The cells of the table under a heading, without its first two lines. */
const tableUnder = (heading: string): ReadonlyArray<ReadonlyArray<string>> => {
  const [, section = ''] = document.split(`\n## ${heading}\n`);
  const [table = ''] = /(?:^\|.*\n)+/m.exec(section.split('\n## ')[0] ?? '') ?? [];
  const rows = table.trim().split('\n').slice(2);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};

const unquoted = (cell: string): string => cell.replaceAll('`', '');

/** The titles of a spec file, as its source has them. */
const titlesIn = (file: string): ReadonlyArray<string> =>
  [...readFileSync(file, 'utf8').matchAll(/\(\s*(?:'([^'\n]*)'|"([^"\n]*)"),\s*(?:async )?\(/g)].map(
    ([, single, double]) => single ?? double ?? '',
  );

const arrows = tableUnder('Arrows').map(([from = '', to = '', , file = '', title = '']) => ({
  from: unquoted(from),
  to: unquoted(to),
  file: unquoted(file),
  title,
}));

/** The arrows of the diagram that lead from one status to another, or back to the same. */
const drawn = [...document.matchAll(/^ +(\w+) --> (\w+)/gm)].map(([, from = '', to = '']) => `${from} ${to}`);

describe('docs/lifecycle.md', () => {
  it('has a table of arrows', () => {
    expect(arrows.length).toBeGreaterThan(0);
  });

  it.each(arrows)('names a spec that exists: $file, $title', ({ file, title }) => {
    expect(existsSync(join(SCENARIOS, file))).toBe(true);
    expect(titlesIn(join(SCENARIOS, file))).toContain(title);
  });

  it('names specs of the streams that exist', () => {
    const [, section = ''] = document.split('The specs, in');
    const titles = [...section.matchAll(/^\|[^|]+\| ([^|]+?) +\|$/gm)].map(([, title = '']) => title).slice(1);
    const named = titles.filter((title) => !title.startsWith('-'));
    expect(named.length).toBeGreaterThan(0);
    expect(titlesIn(join(SCENARIOS, 'streams.spec.ts'))).toEqual(expect.arrayContaining(named));
  });

  it('draws the arrows that its table lists, and no others', () => {
    const listed = arrows.filter(({ from, to }) => from !== '' && to !== '').map(({ from, to }) => `${from} ${to}`);
    expect(new Set(drawn)).toEqual(new Set(listed));
  });

  it('knows every status', () => {
    const named = new Set(arrows.flatMap(({ from, to }) => [from, to]).filter((status) => status !== ''));
    expect(named).toEqual(new Set(Object.keys(STATUSES)));
  });

  it('knows every stream of a session', () => {
    const source = readFileSync(join('lib', 'engine', 'session.ts'), 'utf8');
    const streams = [...source.matchAll(/readonly (\w+\$):/g)].map(([, name]) => name);
    expect(tableUnder('Streams').map(([name = '']) => unquoted(name))).toEqual(streams);
  });
});
