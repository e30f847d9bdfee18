import { Readable, Writable } from 'node:stream';
import { runInNewContext } from 'node:vm';
import { InvalidArgumentError } from '../../../lib/chat/errors.js';
import { readAttachmentSource, type AttachmentFile } from '../../../lib/engine/effects/attachment-source.js';

const LIMIT = 100;
const OCTETS = 'application/octet-stream';
const from = (parts: object): AttachmentFile =>
  readAttachmentSource({ name: 'a.txt', contentType: 'text/plain', ...parts }, LIMIT);

describe('readAttachmentSource', () => {
  it('reads a File', () => {
    const file = new File(['abc'], 'b.pdf', { type: 'application/pdf' });
    expect(readAttachmentSource(file, LIMIT)).toEqual({
      name: 'b.pdf',
      contentType: 'application/pdf',
      sizeInBytes: 3,
      body: file,
      isReplayable: true,
    });
  });

  it('reads a File of another platform or realm by what it can do', () => {
    const native = { uri: 'file:///a.jpg', name: 'a.jpg', type: 'image/jpeg', size: 7, slice: () => undefined };
    expect(readAttachmentSource(native, LIMIT)).toMatchObject({
      name: 'a.jpg',
      contentType: 'image/jpeg',
      sizeInBytes: 7,
      body: native,
      isReplayable: true,
    });
  });

  it.each<readonly [string, object]>([
    ['a File without a type', new File(['a'], 'a.heic')],
    ['a File whose type is no text', Object.defineProperty(new File(['a'], 'a'), 'type', { value: undefined })],
    ['a File whose type is none', new File(['a'], 'a', { type: 'text' })],
    ['a File whose type is too long', new File(['a'], 'a', { type: `text/${'x'.repeat(251)}` })],
    ['parts without a type', { name: 'a.txt', body: 'a' }],
    ['parts with an undefined type', { name: 'a.txt', contentType: undefined, body: 'a' }],
    ['parts with the type of a File that has none', { name: 'a.txt', contentType: '', body: 'a' }],
  ])(`takes ${OCTETS} for the type of %s`, (_, source) => {
    expect(readAttachmentSource(source, LIMIT).contentType).toBe(OCTETS);
  });

  const shared = new SharedArrayBuffer(3);
  new Uint8Array(shared).set([1, 2, 3]);
  it.each<readonly [string, unknown, ReadonlyArray<number>]>([
    ['text, in UTF-8', 'aé', [97, 195, 169]],
    ['bytes', Uint8Array.of(1, 2), [1, 2]],
    ['a part of a larger buffer', Uint8Array.of(1, 2, 3, 4).subarray(1, 3), [2, 3]],
    ['a Buffer', Buffer.from('ab'), [97, 98]],
    ['numbers of two bytes', Uint16Array.of(0x0201), [1, 2]],
    ['a view', new DataView(Uint8Array.of(1, 2, 3).buffer, 1), [2, 3]],
    ['a buffer', Uint8Array.of(1, 2).buffer, [1, 2]],
    ['a shared buffer', shared, [1, 2, 3]],
    ['a part of a shared buffer', new Uint8Array(shared, 1, 1), [2]],
    ['bytes of another realm', runInNewContext('Uint8Array.of(1, 2)'), [1, 2]],
    ['a buffer of another realm', runInNewContext('Uint8Array.of(1, 2).buffer'), [1, 2]],
  ])('takes %s for bytes', (_, body, bytes) => {
    const file = from({ body });
    expect(file).toMatchObject({ sizeInBytes: bytes.length, isReplayable: true });
    expect(file.body).toEqual(Uint8Array.from(bytes));
    expect(file.body).toBeInstanceOf(Uint8Array);
  });

  it('copies what other threads may change', () => {
    const { body } = from({ body: shared });
    expect(body instanceof Uint8Array && body.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('measures a Blob', () => {
    const body = new Blob(['abc']);
    expect(from({ body })).toMatchObject({ sizeInBytes: 3, body, isReplayable: true });
  });

  async function* pieces(): AsyncGenerator<string> {
    yield await Promise.resolve('a');
  }
  it.each<readonly [string, object]>([
    ['an async iterable', pieces()],
    ['a stream of the web', new Blob(['a']).stream()],
    ['a stream of Node', Readable.from(['a'])],
    ['a stream of Node that gives text', Readable.from(['a']).setEncoding('utf8')],
  ])('takes the given size of %s, which can be sent only once', (_, body) => {
    expect(from({ body, sizeInBytes: 7 })).toMatchObject({ sizeInBytes: 7, body, isReplayable: false });
  });

  it('accepts the true size of what it can measure', () => {
    expect(from({ body: 'é', sizeInBytes: 2 }).sizeInBytes).toBe(2);
  });

  const locked = new Blob(['a']).stream();
  locked.getReader();
  const flowing = Readable.from(['a']).on('data', () => undefined);
  const destroyed = Readable.from(['a']).destroy();
  const errored = Readable.from(['a']);
  errored.on('error', () => undefined).destroy(new Error('EIO /home/jane'));
  const gone = new ArrayBuffer(3);
  structuredClone(gone, { transfer: [gone] });
  const closed = Object.defineProperty(new File(['a'], 'a'), 'size', {
    get: () => {
      throw new Error('Blob has been closed');
    },
  });
  const PIECES = { body: pieces() };
  const KINDS = 'body must be text, bytes, a Blob, a readable stream, or an async iterable of bytes or text';
  const URI = 'must have its bytes: read a uri first, by await (await fetch(uri)).blob()';
  const FILE = 'file must be a File, or an object with name, contentType and body';

  it.each<readonly [string, unknown, string]>([
    ['nothing', undefined, FILE],
    ['null', null, FILE],
    ['a text', 'a.txt', FILE],
    ['a number', 7, FILE],
    ['a function', () => undefined, FILE],
    ['a list', [new File(['a'], 'a')], FILE],
    ['the address of a file', { uri: 'file:///a.jpg', name: 'a.jpg', type: 'image/jpeg' }, `file ${URI}`],
    ['a File that can no longer be looked at', closed, 'file must not throw while it is looked at'],
    ['a Blob, which has no name', new Blob(['a']), 'name must be given for a Blob'],
    ['parts without a body', { name: 'a' }, 'body must be given, unless the file is a File'],
  ])('refuses %s', (_, source, problem) => {
    const act = (): unknown => readAttachmentSource(source, LIMIT);
    expect(act).toThrow(InvalidArgumentError);
    expect(act).toThrow(problem);
  });

  it.each<readonly [string, object, string]>([
    ['no body', { body: undefined }, KINDS],
    ['null', { body: null }, KINDS],
    ['a number', { body: 5 }, KINDS],
    ['a bigint', { body: 5n }, KINDS],
    ['a list of numbers', { body: [1, 2] }, KINDS],
    ['a list of bytes', { body: [Uint8Array.of(1)] }, KINDS],
    ['an iterable that is not async', { body: new Set([1]) }, KINDS],
    ['an object', { body: {} }, KINDS],
    ['a function', { body: pieces }, KINDS],
    ['a form', { body: new FormData() }, KINDS],
    ['an answer', { body: new Response('a') }, KINDS],
    ['a stream that can only be written to', { body: new Writable() }, KINDS],
    ['a promise', { body: Promise.resolve('a') }, 'body must not be a promise: await it first'],
    ['the address of a file', { body: { uri: 'file:///a.jpg' } }, `body ${URI}`],
    ['a locked stream', { body: locked, sizeInBytes: 1 }, 'body must not be locked'],
    ['a stream that flows', { body: flowing, sizeInBytes: 1 }, 'body must not be read elsewhere at the same time'],
    ['a destroyed stream', { body: destroyed, sizeInBytes: 1 }, 'body must not be destroyed'],
    ['a failed stream', { body: errored, sizeInBytes: 1 }, 'body must not be destroyed'],
    [
      'text of another encoding',
      { body: Readable.from([]).setEncoding('hex'), sizeInBytes: 1 },
      'body must give bytes, or text of UTF-8',
    ],
    ['no size of pieces', PIECES, 'sizeInBytes must be given for a body that is read piece by piece'],
    [
      'another size than the body has',
      { body: 'abc', sizeInBytes: 4 },
      'sizeInBytes must be the size of the body, in bytes',
    ],
    ['characters for bytes', { body: 'é', sizeInBytes: 1 }, 'sizeInBytes must be the size of the body, in bytes'],
    ['an empty body', { body: '' }, 'sizeInBytes must be a whole number from 1 to 100'],
    ['an empty File', { body: new File([], 'a') }, 'sizeInBytes must be a whole number from 1 to 100'],
    [
      'a buffer that has been handed to another thread',
      { body: gone },
      'sizeInBytes must be a whole number from 1 to 100',
    ],
    ['a body over the limit', { body: 'a'.repeat(101) }, 'sizeInBytes must be a whole number from 1 to 100'],
    [
      'a shared body over the limit',
      { body: new SharedArrayBuffer(101) },
      'sizeInBytes must be a whole number from 1 to 100',
    ],
    ['no name', { name: undefined, body: 'a' }, 'name must be a string'],
    ['an empty name', { name: '', body: 'a' }, 'name must have 1 to 256 characters'],
    ['a name of 257 characters', { name: '📎'.repeat(257), body: 'a' }, 'name must have 1 to 256 characters'],
    ['a blank name', { name: ' \u00a0\ufeff', body: 'a' }, 'name must not be blank'],
    [
      'a name with a line break',
      { name: 'a\r\nb', body: 'a' },
      'name must have no line breaks or other control characters',
    ],
    ['a name with a separator of lines', { name: 'a\u2028', body: 'a' }, 'name must have no line breaks'],
    ['a name with a control character', { name: 'a\u0085', body: 'a' }, 'name must have no line breaks'],
    ['a name with half a character', { name: 'a\ud83d', body: 'a' }, 'name must have no half of a surrogate pair'],
    ['null for a type', { contentType: null, body: 'a' }, 'contentType must be a string'],
    ['a type that is none', { contentType: 'txt', body: 'a' }, 'contentType must be a MIME type'],
    ['a type with a line break', { contentType: 'text/plain\r\nA: b', body: 'a' }, 'contentType must be a MIME type'],
    [
      'a type that is too long',
      { contentType: `text/${'x'.repeat(251)}`, body: 'a' },
      'contentType must have 1 to 255 characters',
    ],
  ])('refuses parts with %s', (_, parts, problem) => {
    const act = (): unknown => from(parts);
    expect(act).toThrow(InvalidArgumentError);
    expect(act).toThrow(problem);
  });

  it.each([0, -1, 1.5, NaN, Infinity, 101, 2 ** 53, '5', 5n, null, {}])('refuses %p for a size', (sizeInBytes) => {
    for (const body of [pieces(), 'abcde']) {
      const act = (): unknown => from({ body, sizeInBytes });
      expect(act).toThrow(InvalidArgumentError);
      expect(act).toThrow('sizeInBytes must be a whole number from 1 to 100');
    }
  });

  it.each(['📎'.repeat(256), 'Rechnung Mai.pdf', 'a/b\\c.txt', '.', "it's (1).pdf", '日本語.txt', '👩‍👩‍👧.png'])(
    'takes the name %s',
    (name) => expect(from({ name, body: 'a' }).name).toBe(name),
  );

  it.each(['text/plain; charset=utf-8', 'image/svg+xml', 'APPLICATION/X-A', 'application/vnd.ms-excel'])(
    'takes the type %s',
    (contentType) => expect(from({ contentType, body: 'a' }).contentType).toBe(contentType),
  );

  it('looks at a stream without reading it', async () => {
    const body = new Blob(['abc']).stream();
    from({ body, sizeInBytes: 3 });
    expect(await new Response(body).text()).toBe('abc');
  });
});
