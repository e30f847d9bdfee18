import fc from 'fast-check';
import { isTransient, type ChatError } from '../../lib/chat/errors.js';
import { toChatError } from '../../lib/protocol/to-chat-error.js';

const read = (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): ChatError =>
  toChatError({ operation: 'SendMessage', status, headers, body });

describe('toChatError', () => {
  it.each([
    [400, 'ValidationException', 'ValidationError', false],
    [402, 'ServiceQuotaExceededException', 'QuotaExceededError', false],
    [403, 'AccessDeniedException', 'AccessDeniedError', false],
    [404, 'ResourceNotFoundException', 'NotFoundError', false],
    [409, 'ConflictException', 'ConflictError', false],
    [429, 'ThrottlingException', 'ThrottledError', true],
    [500, 'InternalServerException', 'ServiceError', true],
  ])('reads %i %s as %s', (status, errorType, name, transient) => {
    const error = read(status, { 'x-amzn-errortype': errorType }, '{"message":"Access denied"}');
    expect(error).toMatchObject({ name, operation: 'SendMessage', status, errorType });
    expect(isTransient(error)).toBe(transient);
  });

  it.each([
    [400, '{"message":"Bad Request"}', 'ValidationError'],
    [401, '{"message":"Unauthorized"}', 'AccessDeniedError'],
    [403, '{"Message":"User is not authorized to access this resource with an explicit deny"}', 'AccessDeniedError'],
    [403, '{"message":"Forbidden"}', 'AccessDeniedError'],
    [404, '{"message":"Not Found"}', 'NotFoundError'],
    [405, '{"message":"Method Not Allowed"}', 'UnexpectedStatusError'],
    [408, '{"message":"Request Timeout"}', 'RequestTimeoutError'],
    [410, '{"message":"Gone"}', 'UnexpectedStatusError'],
    [413, '{"message":"Request Too Long"}', 'ValidationError'],
    [414, '{"message":"URI Too Long"}', 'ValidationError'],
    [415, '{"message":"Unsupported Media Type"}', 'ValidationError'],
    [418, '{"message":"teapot"}', 'UnexpectedStatusError'],
    [422, '{"message":"Unprocessable"}', 'ValidationError'],
    [431, '{"message":"Header Fields Too Large"}', 'ValidationError'],
    [429, '{"message":"Too Many Requests"}', 'ThrottledError'],
    [429, '{"message":"Limit Exceeded"}', 'ThrottledError'],
    [502, '<html><body>502 Bad Gateway</body></html>', 'ServiceError'],
    [503, '{"message":"Service Unavailable"}', 'ServiceError'],
    [504, '', 'ServiceError'],
  ])('reads %i %s by its status as %s', (status, body, name) => {
    const error = read(status, {}, body);
    expect(error).toMatchObject({ name, status });
    expect(error).toHaveProperty('errorType', undefined);
  });

  it.each([
    [{ 'x-amzn-errortype': 'ConflictException:http://internal.amazon.com/coral/' }, ''],
    [{ 'x-amzn-errortype': 'ConflictException,and more' }, ''],
    [{ 'x-amzn-errortype': 'aws.connect#ConflictException' }, ''],
    [{}, '{"code":"ConflictException"}'],
    [{}, '{"__type":"com.amazonaws.connect#ConflictException:x"}'],
    [{}, '{"code":"ConflictException","__type":"ValidationException"}'],
    [{ 'x-amzn-errortype': 'ConflictException' }, '{"code":"ValidationException"}'],
  ])('finds the name in %j %s', (headers, body) => {
    expect(read(400, headers, body)).toMatchObject({ name: 'ConflictError', errorType: 'ConflictException' });
  });

  it.each([
    [302, '', {}],
    [302, '{"message":"Found"}', { 'x-amzn-requestid': '4b1e6b9a' }],
    [304, '', {}],
    [400, '', {}],
    [403, '<html>Blocked</html>', { 'content-type': 'text/html' }],
    [404, '<html>not found</html>', { 'content-type': 'text/html' }],
    [407, '{"message":"login"}', {}],
    [408, '', {}],
    [418, 'teapot', {}],
    [425, '{"message":"early"}', { 'x-amzn-errortype': 'AccessDeniedException' }],
    [451, 'no', {}],
    [511, '{"message":"portal"}', {}],
    [0, '', {}],
  ])('reads %i %s of something in between as transient', (status, body, headers) => {
    const error = read(status, headers, body);
    expect(error).toMatchObject({ name: 'ForeignAnswerError', operation: 'SendMessage', status });
    expect(isTransient(error)).toBe(true);
  });

  it('tells the content type of what is in between', () => {
    const headers = { 'content-type': 'Text/HTML; charset=utf-8' };
    expect(read(403, headers, '<html>')).toMatchObject({ name: 'ForeignAnswerError', contentType: 'text/html' });
  });

  it('keeps a name that it does not know and goes by the status', () => {
    expect(read(403, { 'x-amzn-errortype': 'ForbiddenException' })).toMatchObject({
      name: 'AccessDeniedError',
      errorType: 'ForbiddenException',
    });
  });

  it('tells the request id and the kind of thing that was not found', () => {
    const error = read(
      404,
      { 'x-amzn-requestid': '4b1e6b9a-2f0d' },
      '{"ResourceId":"secret","ResourceType":"CONTACT_FLOW"}',
    );
    expect(error).toMatchObject({ name: 'NotFoundError', requestId: '4b1e6b9a-2f0d', resourceType: 'CONTACT_FLOW' });
  });

  it.each([
    ['7', undefined, 7_000],
    ['0', undefined, 0],
    ['Mon, 02 Mar 2026 10:15:40 GMT', 'Mon, 02 Mar 2026 10:15:10 GMT', 30_000],
    ['Mon, 02 Mar 2026 10:15:00 GMT', 'Mon, 02 Mar 2026 10:15:10 GMT', 0],
    ['Mon, 02 Mar 2026 10:15:40 GMT', undefined, undefined],
    ['99999999999', undefined, 900_000],
    ['-5', undefined, undefined],
    ['soon', undefined, undefined],
    ['', undefined, undefined],
  ])('reads Retry-After %j with Date %j as %s', (retryAfter, date, retryAfterMs) => {
    const headers = { 'retry-after': retryAfter, ...(date !== undefined && { date }) };
    expect(read(429, headers)).toHaveProperty('retryAfterMs', retryAfterMs);
    expect(read(503, headers, '<html>')).toHaveProperty('retryAfterMs', retryAfterMs);
  });

  it('repeats nothing that the answer says', () => {
    const secret = 'correct horse, battery!';
    const texts = fc.record({
      status: fc.integer({ min: 300, max: 599 }),
      key: fc.constantFrom('message', 'Message', 'code', '__type', 'ResourceType', 'ResourceId'),
      header: fc.constantFrom(
        'content-type',
        'x-amzn-errortype',
        'x-amzn-requestid',
        'x-amzn-errormessage',
        'retry-after',
        'date',
      ),
    });
    fc.assert(
      fc.property(texts, ({ status, key, header }) => {
        const error = read(status, { [header]: secret }, JSON.stringify({ [key]: secret }));
        expect(`${error.message} ${error.stack ?? ''} ${JSON.stringify(error)}`).not.toContain('horse');
      }),
    );
  });
});
