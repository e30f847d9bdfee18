import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { asChatError, InternalError, isTransient, NetworkError } from '../../lib/chat/errors.js';

const thrownBy = (body: () => unknown): unknown => {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

describe('asChatError', () => {
  it('leaves our own errors as they are', () => {
    const error = new NetworkError({ kind: 'tls' });
    expect(asChatError(error)).toBe(error);
  });

  it('takes whatever else is thrown for a bug, which is not transient', () => {
    const bug = asChatError(thrownBy(() => (undefined as unknown as { readonly length: number }).length));
    expect(bug).toMatchObject({ name: 'InternalError', thrown: 'TypeError' });
    expect(isTransient(bug)).toBe(false);
  });
});

describe('InternalError', () => {
  it('keeps class and stack of what another realm has thrown', () => {
    const bug = new InternalError(thrownBy(() => runInNewContext("null['x']", {}, 'elsewhere.js')));
    expect(bug.thrown).toBe('TypeError');
    expect(bug.stack).toMatch(/^\s+at elsewhere\.js:1/m);
  });

  it('keeps where it was thrown', () => {
    const bug = new InternalError(thrownBy(() => JSON.parse('{')));
    expect(bug.stack).toMatch(/^InternalError: a bug: SyntaxError was thrown\n\s+at /);
    expect(bug.stack).toContain('errors.spec.ts');
  });

  it.each([
    ['its message', new RangeError('secret')],
    ['a message of several lines', new RangeError('secret\n    at secret (secret:1:1)')],
    ['its cause', new RangeError('out', { cause: new Error('secret') })],
    ['a text', 'secret'],
    ['an object', { secret: 'secret' }],
    ['a name of its own', Object.assign(new Error('out'), { name: 'secret' })],
  ])('drops %s', (_, thrown) => expect(inspect(new InternalError(thrown), { depth: 9 })).not.toContain('secret'));
});
