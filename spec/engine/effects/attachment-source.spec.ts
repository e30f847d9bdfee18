import { InvalidArgumentError } from '../../../lib/chat/errors.js';
import {
  readAttachmentSource,
  type AttachmentBody,
  type AttachmentFile,
} from '../../../lib/engine/effects/attachment-source.js';

const LIMIT = 100;
const read = (body: AttachmentBody, sizeInBytes?: number): AttachmentFile =>
  readAttachmentSource(
    { name: 'a.txt', contentType: 'text/plain', body, ...(sizeInBytes !== undefined && { sizeInBytes }) },
    LIMIT,
  );
const pieces: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
};

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

  it.each<readonly [string, AttachmentBody]>([
    ['text, counted in UTF-8', 'aé'],
    ['bytes', new Uint8Array(3)],
    ['a buffer', new ArrayBuffer(3)],
    ['a Blob', new Blob(['abc'])],
  ])('measures %s', (_, body) => {
    expect(read(body)).toMatchObject({ sizeInBytes: 3, isReplayable: true });
  });

  it('measures a part of a buffer, not all of it', () => {
    expect(read(new Uint8Array(new ArrayBuffer(9), 2, 4)).sizeInBytes).toBe(4);
  });

  it('takes the given size of what is read piece by piece, which can be sent only once', () => {
    expect(read(pieces, 7)).toMatchObject({ sizeInBytes: 7, body: pieces, isReplayable: false });
  });

  it.each<readonly [string, () => unknown, string]>([
    ['no size of pieces', () => read(pieces), 'sizeInBytes must be given for a body that is read piece by piece'],
    ['another size than the body has', () => read('abc', 4), 'sizeInBytes must be the size of the body'],
    ['an empty body', () => read(''), 'sizeInBytes must be a whole number from 1 to 100'],
    ['a body over the limit', () => read('a'.repeat(101)), 'sizeInBytes must be a whole number from 1 to 100'],
    [
      'a File without a type',
      () => readAttachmentSource(new File(['a'], 'a'), LIMIT),
      'contentType must have 1 to 255 characters',
    ],
    [
      'no name',
      () => readAttachmentSource({ name: '', contentType: 'text/plain', body: 'a' }, LIMIT),
      'name must have 1 to 256 characters',
    ],
  ])('rejects %s', (_, act, problem) => {
    expect(act).toThrow(InvalidArgumentError);
    expect(act).toThrow(problem);
  });
});
