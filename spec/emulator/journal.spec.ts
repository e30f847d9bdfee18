import { createJournal } from '../../lib/emulator/journal.js';

describe('createJournal', () => {
  it('keeps the newest entries in one and the same array', () => {
    const { entries, add } = createJournal<string>(2);
    ['a', 'b', 'c'].forEach((entry) => add(entry));
    expect(entries).toEqual(['b', 'c']);
  });

  it('replaces an entry that is still there', () => {
    const { entries, add } = createJournal<{ readonly name: string }>(2);
    const replace = add({ name: 'a' });
    add({ name: 'b' });
    replace({ name: 'A' });
    replace({ name: 'AA' });
    expect(entries).toEqual([{ name: 'AA' }, { name: 'b' }]);
    add({ name: 'c' });
    replace({ name: 'gone' });
    expect(entries).toEqual([{ name: 'b' }, { name: 'c' }]);
  });
});
