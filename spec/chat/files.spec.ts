import fc from 'fast-check';
import { markOfFiles, scans, withCaption, withFiles } from '../../lib/chat/files.js';
import { join, learn, stateOf, type Known } from '../../lib/chat/known.js';
import { attachment, chunk, message } from '../support/items.js';

const STATUSES = ['IN_PROGRESS', 'APPROVED', 'REJECTED', 'NEW_STATUS'];
const filesOf = (status: string) => attachment('x', 1, status).attachments;

const status = fc.constantFrom(...STATUSES);
const caption = fc.constantFrom('look', 'see');

/** Arrivals of one item that has files: with and without, with and without a text. */
const ofFiles: fc.Arbitrary<Known> = fc
  .oneof(
    status.map((of) => attachment('x', 1, of)),
    fc.tuple(status, caption).map(([of, content]) => ({ ...attachment('x', 1, of), content })),
  )
  .map((item) => learn(item, 'live'));
const ofMessages: fc.Arbitrary<Known> = fc
  .oneof(
    fc.constant(message('x', 1)),
    fc.constant(chunk('x', 1, 1, 'text ')),
    status.map((of) => ({ ...message('x', 1), attachments: filesOf(of) })),
    status.map((of) => ({ ...chunk('x', 1, 1, 'text '), attachments: filesOf(of) })),
  )
  .map((item) => learn(item, 'live'));

/** What can be seen of it. */
const shown = (known: Known): unknown => {
  if (known.type === 'notice' || known.type === 'unrecognized') return undefined;
  const { attachments, content } = known.item;
  return { state: stateOf(known), content, attachments };
};

describe.each([
  ['files', ofFiles],
  ['messages with files', ofMessages],
])('the join of %s', (_, arrival) => {
  it('is idempotent, commutative and associative', () => {
    fc.assert(
      fc.property(arrival, arrival, arrival, (a, b, c) => {
        expect(shown(join(a, a))).toEqual(shown(a));
        expect(shown(join(a, b))).toEqual(shown(join(b, a)));
        expect(shown(join(join(a, b), c))).toEqual(shown(join(a, join(b, c))));
      }),
    );
  });

  it('loses no file, and lets its scan only go forward', () => {
    fc.assert(
      fc.property(arrival, arrival, (a, b) => {
        const [x, y, both] = [a, b, join(a, b)].map(({ item }) => ('attachments' in item ? scans(item) : ''));
        expect(both).toBe(x! > y! ? x : y);
      }),
    );
  });
});

describe('withFiles', () => {
  it('gives the same item where neither arrival has files', () => {
    const item = message('x', 1);
    expect(withFiles(item, {}, {})).toBe(item);
  });

  it('keeps the files that only one arrival has', () => {
    const [a, b] = [attachment('a', 1, 'APPROVED'), attachment('b', 1, 'APPROVED')];
    expect(withFiles(a, b, a).attachments).toEqual([...a.attachments, ...b.attachments]);
  });
});

describe('withCaption', () => {
  it('keeps what was written to a file, whichever arrival says it', () => {
    const [look, nothing] = [{ ...attachment('x', 1, 'IN_PROGRESS'), content: 'look' }, attachment('x', 1, 'APPROVED')];
    expect(withCaption(nothing, look, nothing)).toMatchObject({ content: 'look' });
    expect(withCaption(nothing, nothing, look)).toMatchObject({ content: 'look' });
    expect(withCaption(nothing, nothing, nothing)).toBe(nothing);
  });
});

describe('markOfFiles', () => {
  it('says nothing of a message without files', () => expect(markOfFiles(message('x', 1))).toBe(''));

  it('rises with each stage of a scan', () => {
    const marks = STATUSES.map((of) => markOfFiles(attachment('x', 1, of)));
    expect([...marks].sort()).toEqual(marks);
  });
});
