import { failureCode } from '../../../lib/platform/stores/failure-code.js';

describe('failureCode', () => {
  it.each([
    [Object.assign(new Error('text'), { code: 'ENOENT' }), 'ENOENT'],
    [new DOMException('text', 'SecurityError'), 'SecurityError'],
    [new RangeError('text'), 'RangeError'],
    [{ code: 'has spaces', name: 'Named' }, 'Named'],
    [{ code: 22 }, undefined],
    [{}, undefined],
    ['text', undefined],
    [null, undefined],
  ])('of %s', (thrown, code) => expect(failureCode(thrown)).toBe(code));
});
