import { foreignStorageAnswer } from '../../lib/protocol/foreign-storage-answer.js';

type Headers = Readonly<Record<string, string>>;

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const XML = { 'content-type': 'application/xml' };
const CAPTIVE = { 'content-type': 'application/captive+json' };

describe('foreignStorageAnswer', () => {
  it.each<[number, Headers, boolean]>([
    [200, {}, false],
    [200, { 'content-type': 'application/octet-stream' }, false],
    [204, {}, false],
    [200, HTML, true],
    [200, CAPTIVE, true],
    [403, XML, true],
    [403, {}, false],
    [403, { 'content-type': 'text/plain' }, false],
    [301, XML, false],
    [307, { ...XML, location: 'https://bucket.region.test/key' }, false],
    [400, XML, false],
    [503, {}, false],
  ])("takes for storage's own: %i %j", (status, headers, isFile) =>
    expect(foreignStorageAnswer({ status, headers }, isFile)).toBeUndefined(),
  );

  it.each<[number, Headers, boolean]>([
    [200, HTML, false],
    [200, CAPTIVE, false],
    [302, {}, true],
    [302, HTML, false],
    [307, { location: 'http://portal.test/login' }, false],
    [403, HTML, true],
    [404, HTML, false],
    [407, XML, false],
    [425, {}, true],
    [503, HTML, false],
    [511, {}, false],
  ])('takes for the answer of something in between: %i %j', (status, headers, isFile) =>
    expect(foreignStorageAnswer({ status, headers }, isFile)).toMatchObject({ status }),
  );

  it('tells nothing of it but the status and the type', () =>
    expect(foreignStorageAnswer({ status: 403, headers: { ...HTML, location: 'https://secret.test' } }, false)).toEqual(
      {
        status: 403,
        contentType: 'text/html',
      },
    ));
});
