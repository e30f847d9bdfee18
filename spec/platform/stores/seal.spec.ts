import { seal, unseal } from '../../../lib/platform/stores/seal.js';

describe('unseal', () => {
  it.each(['', 'text', 'two\nlines\n', 'ünïcödé \u{1f600}'])('gives what was sealed: %j', (text) =>
    expect(unseal(seal(text))).toBe(text),
  );
  it.each(['', '\n', 'text', 'digest\ntext', seal('text').toUpperCase()])('gives nothing of what was not: %j', (text) =>
    expect(unseal(text)).toBeUndefined(),
  );
});
