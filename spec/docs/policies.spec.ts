import { readFileSync } from 'node:fs';
import { createChatEngine, DEFAULT_POLICIES, type PolicyChanges } from '../../lib/index.js';

const TEXT = readFileSync('docs/policies.md', 'utf8');
const ROW = /^\| `(\w+)` +\| (.+?) +\| (.+?) +\|/gm;
const rowsOf = (text: string): ReadonlyArray<readonly [name: string, first: string, second: string]> =>
  [...text.matchAll(ROW)].map(([, name = '', first = '', second = '']) => [name, first, second]);

const [policies = '', operations = ''] = TEXT.split('## Rates');
const { rates, ...ofSession } = DEFAULT_POLICIES;

/** The rule that a policy breaks which is none. */
const ruleFor = (name: string): string => {
  // As a caller without types would.
  const changes = { [name]: NaN } as PolicyChanges;
  try {
    createChatEngine({ region: 'us-west-2', policies: changes });
    return '';
  } catch (error) {
    return String(error);
  }
};

describe('the list of policies', () => {
  it('has them all, with their defaults', () =>
    expect(rowsOf(policies).map(([name, value]) => [name, value.replace(/[`'_]/g, '')])).toEqual(
      Object.entries(ofSession).map(([name, value]) => [name, typeof value === 'object' ? '' : String(value)]),
    ));

  it.each(rowsOf(policies).filter(([name]) => name !== 'history' && name !== 'restore'))(
    'has the range of %s',
    (name, _, range) =>
      expect(ruleFor(name)).toContain(`policies.${name} must be a whole number from ${range.replaceAll('_', '')}`),
  );

  it('has the default rates', () =>
    expect(rowsOf(operations).map(([name, perSecond, burst]) => [name, Number(perSecond), Number(burst)])).toEqual(
      Object.entries(rates).map(([name, { perSecond, burst }]) => [name, perSecond, burst]),
    ));
});
