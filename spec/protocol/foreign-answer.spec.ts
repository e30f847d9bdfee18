import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { OperationName } from '../../lib/protocol/operation-name.js';
import { foreignAnswer, type ForeignAnswer } from '../../lib/protocol/foreign-answer.js';

type Headers = Readonly<Record<string, string>>;

const HTML = { 'content-type': 'text/html' };
const CAPTIVE = { 'content-type': 'application/captive+json' };
const PAGE = '<!DOCTYPE html><html>Log in</html>';

const read = (status: number, headers: Headers = {}, body = ''): ForeignAnswer | undefined =>
  foreignAnswer({ operation: 'SendEvent', status, headers, body });

describe('foreignAnswer', () => {
  describe("takes for the service's own", () => {
    it.each<[number, Headers, string]>([
      [200, {}, ''],
      [200, {}, ' \n'],
      [200, {}, '{}'],
      [200, {}, '\n {"Id":"i"}'],
      [200, { 'content-type': 'application/json' }, '{"Id":"i"}'],
      [200, { 'content-type': 'application/x-amz-json-1.1' }, '[]'],
      [200, { 'content-type': 'application/json; charset=utf-8' }, '<html>'],
      [200, { 'content-type': 'text/plain;charset=UTF-8' }, '{"Id":"i"}'],
      [200, {}, '{"AbsoluteTime":null,"More":1}'],
      [200, { 'x-amzn-requestid': '4b1e6b9a' }, '{"More":1}'],
      [204, { 'x-amzn-requestid': '4b1e6b9a' }, ''],
      [400, { 'x-amzn-errortype': 'ValidationException' }, ''],
      [403, { 'x-amzn-requestid': '4b1e6b9a' }, ''],
      [403, { 'x-amz-apigw-id': 'abc=', ...HTML }, PAGE],
      [403, {}, '{"message":"Forbidden"}'],
      [403, { 'content-type': 'application/json' }, '{"Message":"explicit deny"}'],
      [409, {}, '{"code":"ConflictException"}'],
      [409, {}, '{"__type":"ConflictException"}'],
      [429, {}, '{"message":"Too Many Requests"}'],
      [503, {}, '{"message":"Service Unavailable"}'],
    ])('%i %j %s', (status, headers, body) => expect(read(status, headers, body)).toBeUndefined());
  });

  describe('takes for the answer of something in between', () => {
    it.each<[number, Headers, string]>([
      [200, HTML, PAGE],
      [200, HTML, ''],
      [200, HTML, '{"Id":"i"}'],
      [200, { ...HTML, 'x-amzn-requestid': '4b1e6b9a' }, '{{ title }}'],
      [200, CAPTIVE, '{"captive":true}'],
      [200, CAPTIVE, '{"Id":"i"}'],
      [200, { ...CAPTIVE, 'x-amzn-requestid': '4b1e6b9a' }, '{"captive":true}'],
      [200, { 'content-type': 'application/json' }, '{"captive":true}'],
      [200, {}, '{"error":"blocked"}'],
      [200, {}, PAGE],
      [200, { ...HTML, 'x-amzn-requestid': '4b1e6b9a' }, PAGE],
      [200, { 'content-type': 'text/plain' }, 'OK'],
      [200, {}, 'null'],
      [200, {}, '[]'],
      [204, {}, ''],
      [204, HTML, ''],
      [202, {}, '{"Id":"i"}'],
      [301, {}, ''],
      [302, { 'x-amzn-requestid': '4b1e6b9a' }, '{"message":"Found"}'],
      [307, {}, '{"message":"Temporary Redirect"}'],
      [400, {}, ''],
      [401, HTML, PAGE],
      [403, HTML, PAGE],
      [403, { 'content-type': 'application/json' }, '{"error":"blocked"}'],
      [403, {}, '{"code":403}'],
      [403, {}, '{"message":null}'],
      [403, {}, '["message"]'],
      [403, {}, '"message"'],
      [403, { 'x-amz-cf-id': 'of a content network' }, ''],
      [403, { 'x-amz-request-id': 'of a storage host' }, '<Error><Code>AccessDenied</Code></Error>'],
      [404, HTML, PAGE],
      [407, {}, '{"message":"login"}'],
      [425, { 'x-amzn-errortype': 'AccessDeniedException' }, '{"message":"early"}'],
      [429, HTML, PAGE],
      [502, HTML, PAGE],
      [504, {}, ''],
      [511, {}, '{"message":"portal"}'],
      [0, {}, ''],
      [101, {}, ''],
      [Number.NaN, {}, ''],
    ])('%i %j %s', (status, headers, body) => {
      expect(read(status, headers, body)).toMatchObject({ operation: 'SendEvent', status });
    });

    const answers: ReadonlyArray<{ readonly status: number; readonly headers: Headers; readonly body: string }> =
      JSON.parse(readFileSync('spec/fixtures/foreign-answers.json', 'utf8'));
    it.each(answers)('$status $body', ({ status, headers, body }) => {
      expect(read(status, headers, body)).toMatchObject({ status });
    });
  });

  it.each<[OperationName, string]>([
    ['CreateParticipantConnection', '{"Websocket":null}'],
    ['SendMessage', '{"Id":"i"}'],
    ['GetTranscript', '{"Transcript":[]}'],
    ['DisconnectParticipant', ''],
    ['DisconnectParticipant', '{}'],
    ['CompleteAttachmentUpload', ' {} '],
    ['CancelParticipantAuthentication', '{}'],
  ])('knows a success of %s by what the service documents of it: %s', (operation, body) => {
    const answer = { operation, status: 200, headers: { 'content-type': 'application/json' } };
    expect(foreignAnswer({ ...answer, body })).toBeUndefined();
    expect(foreignAnswer({ ...answer, body: '{"captive":true}' })).toEqual({
      operation,
      status: 200,
      contentType: 'application/json',
    });
  });

  it.each([
    ['text/html', 'text/html'],
    [' Text/HTML ; charset=utf-8', 'text/html'],
    ['application/problem+json', 'application/problem+json'],
    ['', undefined],
    ['html', undefined],
    ['text/<script>', undefined],
    [`text/${'x'.repeat(100)}`, undefined],
    ['text/html secret', undefined],
  ])('tells of the content type %j the MIME type %s', (contentType, told) => {
    expect(read(403, { 'content-type': contentType }, PAGE)?.contentType).toBe(told);
  });

  it('is total, and keeps nothing of a body', () => {
    const body = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.dictionary(fc.string(), fc.string()), body, (...answer) => {
        const foreign = read(...answer) ?? {};
        expect(['operation', 'status', 'contentType']).toEqual(expect.arrayContaining(Object.keys(foreign)));
      }),
    );
  });
});
