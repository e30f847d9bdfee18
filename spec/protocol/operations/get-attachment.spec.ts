import { either as E } from 'fp-ts';
import { GET_ATTACHMENT } from '../../../lib/protocol/operations/get-attachment.js';

const decode = (size: unknown): unknown => {
  const text = JSON.stringify({ Url: 'https://bucket.test/a', AttachmentSizeInBytes: size });
  const decoded = GET_ATTACHMENT.decode(text);
  return E.isRight(decoded) ? decoded.right : decoded.left;
};

describe('GET_ATTACHMENT', () => {
  it.each([0, 1, 20_971_520])('reads the size %i', (size) => {
    expect(decode(size)).toEqual({ url: 'https://bucket.test/a', sizeInBytes: size });
  });

  it('reads a size that came as text', () => {
    expect(decode('5')).toEqual({ url: 'https://bucket.test/a', sizeInBytes: 5 });
  });

  it.each([undefined, null, -1, 1.5, 'five', {}, 1e300])('goes without a size that is %j', (size) => {
    expect(decode(size)).toEqual({ url: 'https://bucket.test/a' });
  });
});
