import * as t from 'io-ts';
import type { OperationName } from './operation-name.js';
import { parseJson } from './parse-json.js';

/** An answer to a call, whoever gave it. */
export interface CallAnswer {
  readonly operation: OperationName;
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is known of an answer that the service did not give. Nothing of its body. */
export interface ForeignAnswer {
  readonly operation: OperationName;
  readonly status: number;
  /** MIME type without parameters, where it names one. */
  readonly contentType?: string;
}

/** The service and its gateway number their answers, and name their errors. */
const OWN_HEADERS = ['x-amzn-errortype', 'x-amzn-requestid', 'x-amz-apigw-id'];

/** How either words an error: `{"message":"Forbidden"}`, or by the name of the error. */
const OWN_ERROR = t.partial({ message: t.unknown, Message: t.unknown, code: t.unknown, __type: t.unknown }, 'error');

/**
 * What no service says of a call: that the network wants a login (511), that a proxy does (407), that it was asked too
 * early in a handshake that it took no part in (425).
 */
const BETWEEN: ReadonlySet<number> = new Set([407, 425, 511]);

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?(?:x-amz-)?json/i;
const HTML_TYPE = /^(?:text\/html|application\/xhtml\+xml)/i;
const PLAIN_TYPE = /^[a-z\d][\w.+-]{0,63}\/[a-z\d][\w.+-]{0,63}$/;

const contentTypeOf = ({ headers }: CallAnswer): string => headers['content-type']?.trim() ?? '';

const isText = (u: unknown): boolean => typeof u === 'string';

const isOwnError = (body: unknown): boolean =>
  OWN_ERROR.is(body) && (isText(body.message) || isText(body.Message) || isText(body.code) || isText(body.__type));

/** A failure of the service's own is numbered or named in its headers, or worded as JSON. */
const isForeignFailure = ({ headers, body }: CallAnswer): boolean =>
  !OWN_HEADERS.some((name) => headers[name] !== undefined) && !isOwnError(parseJson(body));

/**
 * A success of the service's own is a JSON object, or nothing. Looked at from outside only: what begins like an object,
 * or is said to be JSON, is read as one, and found unreadable where it is none.
 */
const isForeignSuccess = (answer: CallAnswer): boolean => {
  const contentType = contentTypeOf(answer);
  const start = /\S/.exec(answer.body)?.[0];
  return start === undefined ? HTML_TYPE.test(contentType) : start !== '{' && !JSON_TYPE.test(contentType);
};

const isForeign = (answer: CallAnswer): boolean => {
  const { status } = answer;
  if (status >= 200 && status <= 299) return isForeignSuccess(answer);
  return !(status >= 400) || BETWEEN.has(status) || isForeignFailure(answer);
};

/**
 * Tells an answer of the service, or of its gateway, from one that something in between gave in its place: a captive
 * portal, a proxy, a firewall. `undefined` for the service's own.
 *
 * A browser shows only those headers that the service exposes; its refusals have a JSON body too. The service neither
 * redirects nor answers in anything but JSON.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/CommonErrors.html
 */
export const foreignAnswer = (answer: CallAnswer): ForeignAnswer | undefined => {
  if (!isForeign(answer)) return undefined;
  const { operation, status } = answer;
  const contentType = contentTypeOf(answer).split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return PLAIN_TYPE.test(contentType) ? { operation, status, contentType } : { operation, status };
};
