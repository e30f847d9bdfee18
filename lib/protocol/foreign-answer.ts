import * as t from 'io-ts';
import { contentTypeOf, isForeignStatus, isForeignType, outlineOf, type AnswerForm } from './answer-form.js';
import { ANSWER_MEMBERS } from './answer-members.js';
import type { OperationName } from './operation-name.js';
import { parseJson } from './parse-json.js';

/** An answer to a call, whoever gave it. */
export interface CallAnswer extends AnswerForm {
  readonly operation: OperationName;
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

const JSON_TYPE = /^application\/(?:x-amz-)?json/i;

const isText = (u: unknown): boolean => typeof u === 'string';

const isNumbered = ({ headers }: CallAnswer): boolean => OWN_HEADERS.some((name) => headers[name] !== undefined);

const isOwnError = (body: unknown): boolean =>
  OWN_ERROR.is(body) && (isText(body.message) || isText(body.Message) || isText(body.code) || isText(body.__type));

/** A failure of the service's own is numbered or named in its headers, or worded as JSON, and not sent as a page. */
const isForeignFailure = (answer: CallAnswer): boolean =>
  !isNumbered(answer) && (isForeignType(answer) || !isOwnError(parseJson(answer.body)));

/** Whether it says something, and nothing that the service ever says. */
const isOffTopic = ({ body }: CallAnswer): boolean => {
  const answer = parseJson(body);
  const names = t.UnknownRecord.is(answer) ? Object.keys(answer) : [];
  return names.length > 0 && !names.some((name) => ANSWER_MEMBERS.includes(name));
};

/**
 * A success of the service's own is a JSON object, or nothing. Looked at from outside first: what begins like an object,
 * or is said to be JSON, is read as one, and found unreadable where it is none.
 *
 * Where it has no number it has to be as documented: a 200, and no object of which nothing is known. Several operations
 * answer nothing, and would otherwise take any portal's JSON for their success.
 */
const isForeignSuccess = (answer: CallAnswer): boolean => {
  if (isForeignType(answer)) return true;
  const start = /\S/.exec(answer.body)?.[0];
  if (start !== undefined && start !== '{' && !JSON_TYPE.test(contentTypeOf(answer))) return true;
  return !isNumbered(answer) && (answer.status !== 200 || isOffTopic(answer));
};

const isForeign = (answer: CallAnswer): boolean => {
  const { status } = answer;
  if (status >= 200 && status <= 299) return isForeignSuccess(answer);
  return !(status >= 400) || isForeignStatus(answer) || isForeignFailure(answer);
};

/**
 * Tells an answer of the service, or of its gateway, from one that something in between gave in its place: a captive
 * portal, a proxy, a firewall. `undefined` for the service's own.
 *
 * A browser shows only those headers that the service exposes; its refusals have a JSON body too. The service neither
 * redirects nor answers in anything but JSON.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/CommonErrors.html
 */
export const foreignAnswer = (answer: CallAnswer): ForeignAnswer | undefined =>
  isForeign(answer) ? { operation: answer.operation, ...outlineOf(answer) } : undefined;
