import * as t from 'io-ts';
import { isHeaderValue } from './header-value.js';

/** RFC 9110, 5.6.2. */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;

type Headers = Readonly<Record<string, string>>;

const areHeaders = (u: unknown): u is Headers =>
  t.UnknownRecord.is(u) &&
  Object.entries(u).every(([name, value]) => NAME.test(name) && typeof value === 'string' && isHeaderValue(value));

/** Headers that can be sent. Not `t.record`, whose failures name the key: keys are the sender's data, and not repeated. */
export const UPLOAD_HEADERS = new t.Type<Headers>(
  'object of headers',
  areHeaders,
  (u, context) => (areHeaders(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
);

/**
 * What says where a request goes, where it ends, or who sends it. None of them is the service's to choose: with a length
 * or an encoding of its own, part of a file would be read as another request.
 */
const RESERVED: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-amz-bearer',
]);

/** The headers that go with the bytes. A `Content-Length` stays for the platform, which knows how many there are. */
export const uploadHeaders = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !RESERVED.has(name.toLowerCase())));
