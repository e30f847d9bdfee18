import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documents } from './blocks.js';

const LINK = /\]\((?!\w+:)([^)\s#]*)(?:#([^)\s]*))?\)/g;
const FENCE = /^```[^]*?^```$/gm;

/** The anchors of a document's headings, as GitHub makes them. */
const anchorsOf = (file: string): ReadonlyArray<string> =>
  [
    ...readFileSync(file, 'utf8')
      .replace(FENCE, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

/** The relative links of a document that lead nowhere. */
const brokenLinksOf = (file: string): ReadonlyArray<string> =>
  [...readFileSync(file, 'utf8').replace(FENCE, '').matchAll(LINK)].flatMap(([, path = '', anchor]) => {
    const target = path === '' ? file : join(dirname(file), path);
    const leads = existsSync(target) && (anchor === undefined || anchorsOf(target).includes(anchor));
    return leads ? [] : [`${path}${anchor === undefined ? '' : `#${anchor}`}`];
  });

describe('the links of the documentation', () => {
  it.each(documents())('of %s lead to something', (file) => {
    expect(brokenLinksOf(file)).toEqual([]);
  });
});
