/** Facts about a failed call that are safe to show: never a token, a signed URL or a message text. */
export interface CallFacts {
  /** The service's name of the operation, such as `SendMessage`. */
  readonly operation?: string | undefined;
  /** HTTP status. */
  readonly status?: number | undefined;
  /** The service's own name of the error, such as `AccessDeniedException`. */
  readonly errorType?: string | undefined;
  /** What the service's support asks for. */
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

abstract class CallError extends Error {
  readonly operation: string | undefined;
  readonly status: number | undefined;
  readonly errorType: string | undefined;
  readonly requestId: string | undefined;

  constructor(message: string, facts: CallFacts) {
    super(facts.operation === undefined ? message : `${facts.operation}: ${message}`, { cause: facts.cause });
    this.operation = facts.operation;
    this.status = facts.status;
    this.errorType = facts.errorType;
    this.requestId = facts.requestId;
  }
}

/** An argument breaks a documented rule. Thrown synchronously; `field` names it, its value is not repeated. */
export class InvalidArgumentError extends Error {
  override readonly name = 'InvalidArgumentError';
  constructor(
    readonly field: string,
    rule: string,
  ) {
    super(`${field} ${rule}`);
  }
}

/**
 * Where the network failed, as far as the platform says: the name was not found, the connection was refused, the
 * certificate was not accepted, the platform is offline, the request was cut off. A browser does not tell a host that
 * forbids the origin from one that cannot be reached: `cors-or-offline`.
 */
export type NetworkFailure = 'dns' | 'refused' | 'tls' | 'offline' | 'aborted' | 'cors-or-offline';

/** The request did not reach the service, or its answer did not reach us. Transient. */
export class NetworkError extends CallError {
  override readonly name = 'NetworkError';
  /** Absent where the platform does not say. */
  readonly kind: NetworkFailure | undefined;
  constructor(facts: CallFacts & { readonly kind?: NetworkFailure | undefined } = {}) {
    super(`the network failed${facts.kind === undefined ? '' : ` (${facts.kind})`}`, facts);
    this.kind = facts.kind;
  }
}

/**
 * Something between this client and the service answered in its place: a captive portal, a proxy that wants a login, a
 * firewall. Known by a form that neither the service nor its gateway has. Transient: it says nothing about the chat.
 */
export class ForeignAnswerError extends CallError {
  override readonly name = 'ForeignAnswerError';
  /** MIME type of the answer without parameters, where it names one. */
  readonly contentType: string | undefined;
  constructor(facts: CallFacts & { readonly contentType?: string | undefined } = {}) {
    super(
      `something other than the service answered${facts.status === undefined ? '' : ` with ${facts.status}`}`,
      facts,
    );
    this.contentType = facts.contentType;
  }
}

/** No answer within `policies.requestTimeoutMs`. Transient; whether the service acted is not known. */
export class RequestTimeoutError extends CallError {
  override readonly name = 'RequestTimeoutError';
  constructor(facts: CallFacts = {}) {
    super('no answer in time', facts);
  }
}

/** 429: the instance's rate quota is used up. Transient; `retryAfterMs` is what the service asked for. */
export class ThrottledError extends CallError {
  override readonly name = 'ThrottledError';
  readonly retryAfterMs: number | undefined;
  constructor(facts: CallFacts & { readonly retryAfterMs?: number | undefined } = {}) {
    super('throttled by the service', facts);
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** 5xx, or an answer that makes no sense: the service is unwell. Transient. */
export class ServiceError extends CallError {
  override readonly name = 'ServiceError';
  readonly retryAfterMs: number | undefined;
  constructor(facts: CallFacts & { readonly retryAfterMs?: number | undefined } = {}) {
    super(`the service failed${facts.status === undefined ? '' : ` with ${facts.status}`}`, facts);
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** 400: the service refuses the request as it is. */
export class ValidationError extends CallError {
  override readonly name = 'ValidationError';
  constructor(facts: CallFacts = {}) {
    super('refused as invalid', facts);
  }
}

/** 403: the token is wrong, has expired, or the chat has ended. */
export class AccessDeniedError extends CallError {
  override readonly name = 'AccessDeniedError';
  constructor(facts: CallFacts = {}) {
    super('access denied', facts);
  }
}

/** 402: a quota that waiting does not refill, such as attachments per chat. */
export class QuotaExceededError extends CallError {
  override readonly name = 'QuotaExceededError';
  constructor(facts: CallFacts = {}) {
    super('a service quota is exceeded', facts);
  }
}

/** 404: the service does not know what was asked for. */
export class NotFoundError extends CallError {
  override readonly name = 'NotFoundError';
  /** The service's word for the kind of thing, such as `CONTACT_FLOW`. */
  readonly resourceType: string | undefined;
  constructor(facts: CallFacts & { readonly resourceType?: string | undefined } = {}) {
    super('not found', facts);
    this.resourceType = facts.resourceType;
  }
}

/** 409: not possible in the contact's present state, such as a receipt with more than two participants. */
export class ConflictError extends CallError {
  override readonly name = 'ConflictError';
  constructor(facts: CallFacts = {}) {
    super("not possible in the contact's present state", facts);
  }
}

/** A status that nothing documents. Not retried. */
export class UnexpectedStatusError extends CallError {
  override readonly name = 'UnexpectedStatusError';
  constructor(facts: CallFacts = {}) {
    super(`unexpected status${facts.status === undefined ? '' : ` ${facts.status}`}`, facts);
  }
}

/** A payload that cannot be read. `problems` name where and what was expected, never the value. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  constructor(
    /** What could not be read: `frame`, `item`, the answer of an operation … */
    readonly subject: string,
    readonly problems: ReadonlyArray<string>,
  ) {
    super(`unreadable ${subject}: ${problems.join('; ')}`);
  }
}

/** The socket was refused, failed or was closed by the other side. Transient. */
export class SocketError extends Error {
  override readonly name = 'SocketError';
  constructor(
    /** WebSocket close code, where there was one. */
    readonly code?: number,
    /** HTTP status of a refused handshake, where the platform tells it. */
    readonly status?: number,
    /** Where the network failed before the socket was open, or while it was; absent where the platform does not say. */
    readonly kind?: NetworkFailure,
  ) {
    super(
      status === undefined
        ? `the socket was closed${code === undefined ? '' : ` with ${code}`}${kind === undefined ? '' : ` (${kind})`}`
        : `the handshake was refused with ${status}`,
    );
  }
}

/** `aws/subscribe` was refused, or not answered within `policies.subscribeTimeoutMs`. Transient. */
export class SubscriptionError extends Error {
  override readonly name = 'SubscriptionError';
  constructor(readonly reason: 'refused' | 'unanswered' | 'notOpened') {
    super(`the subscription was ${reason === 'notOpened' ? 'not made: the socket did not open in time' : reason}`);
  }
}

/** The storage host refused the bytes. The attachment was not posted. */
export class UploadRefusedError extends Error {
  override readonly name = 'UploadRefusedError';
  constructor(readonly status: number) {
    super(`the upload was refused with ${status}`);
  }
}

/** The storage host refused to hand out the bytes. */
export class DownloadRefusedError extends Error {
  override readonly name = 'DownloadRefusedError';
  constructor(readonly status: number) {
    super(`the download was refused with ${status}`);
  }
}

/**
 * Why the bytes of a file are not what was announced: too few, too many, a piece that is neither bytes nor text, reading
 * that failed, a source that gave nothing for `policies.bodySilenceMs`, a body that had been read before and can be read
 * only once.
 */
export type AttachmentBodyReason = 'tooShort' | 'tooLong' | 'wrongPiece' | 'failed' | 'silent' | 'spent';

const BODY_PROBLEMS: Readonly<Record<AttachmentBodyReason, string>> = {
  tooShort: 'the file ended before its announced size',
  tooLong: 'the file went on beyond its announced size',
  wrongPiece: 'the body yielded a piece that is neither bytes nor text',
  failed: 'the body could not be read',
  silent: 'the body yielded nothing in time',
  spent: 'the body can be read only once, and had been begun: give bytes or a Blob',
};

/**
 * The bytes of a file are not what was announced, which shows only while they are read. An upload was not posted; the
 * same body would fail again. Of what reading threw the class and the system's code are kept, not the message.
 */
export class AttachmentBodyError extends Error {
  override readonly name = 'AttachmentBodyError';
  /** The class of what reading threw, such as `TypeError`, or the platform's name of it, such as `NotReadableError`. */
  readonly thrown: string | undefined;
  /** The system's code of it, such as `ENOENT`. */
  readonly code: string | undefined;
  constructor(
    readonly reason: AttachmentBodyReason,
    thrown?: unknown,
  ) {
    super(BODY_PROBLEMS[reason]);
    this.thrown = thrown === undefined ? undefined : thrownName(thrown);
    this.code = codeOf(thrown);
  }
}

/** By what the error says of itself: errors of other realms are no instances of ours. */
const thrownName = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return typeof error;
  // A DOMException says by its name what went wrong; the names are the platform's.
  const isNamed = Object.prototype.toString.call(error) === '[object DOMException]';
  const maker: unknown = Reflect.get(error, 'constructor');
  const name: unknown = isNamed ? Reflect.get(error, 'name') : typeof maker === 'function' ? maker.name : 'Object';
  return typeof name === 'string' && /^\w{1,100}$/.test(name) ? name : 'Error';
};

const codeOf = (error: unknown): string | undefined => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,100}$/.test(code) ? code : undefined;
};

/** A send may or may not have reached the chat, and neither echo nor transcript could tell. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
  constructor(
    /** What `session.retry` takes: it looks for the message before it posts it again under this token. */
    readonly clientToken: string,
    cause?: unknown,
  ) {
    super('it is not known whether the message was posted', { cause });
  }
}

/** The message was withdrawn by `discard()` before it was settled. */
export class DiscardedError extends Error {
  override readonly name = 'DiscardedError';
  constructor(readonly clientToken: string) {
    super('the message was discarded');
  }
}

/** More sends wait than `policies.maxQueuedSends` allows. This one was not accepted. */
export class OutboxFullError extends Error {
  override readonly name = 'OutboxFullError';
  constructor(readonly limit: number) {
    super(`more than ${limit} sends are waiting`);
  }
}

/** The action came after the chat had ended, or the chat ended before it was done. */
export class ChatEndedError extends Error {
  override readonly name = 'ChatEndedError';
  constructor() {
    super('the chat has ended');
  }
}

/** A `for await` loop fell further behind the stream than its buffer allows. The stream goes on for others. */
export class SlowConsumerError extends Error {
  override readonly name = 'SlowConsumerError';
  constructor(readonly limit: number) {
    super(`more than ${limit} events were waiting to be read`);
  }
}

/**
 * A bug: of this library, or of a port that the application gave. Keeps the class of what was thrown and where, but
 * not its message, which could hold content. Not transient: the same again would come of it.
 */
export class InternalError extends Error {
  override readonly name = 'InternalError';
  /** The class of what was thrown, such as `TypeError`. */
  readonly thrown: string;
  constructor(error: unknown) {
    const thrown = thrownName(error);
    super(`a bug: ${thrown} was thrown`);
    this.thrown = thrown;
    this.stack = [`InternalError: ${this.message}`, ...framesOf(error)].join('\n');
  }
}

/** Where it was thrown, and nothing of what it said: V8 writes the message above the frames. */
const framesOf = (error: unknown): ReadonlyArray<string> => {
  const [stack, message] = [textIn(error, 'stack'), textIn(error, 'message')];
  const frames =
    message !== '' && stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack;
  return frames.split('\n').filter((line) => /^\s+at \S|^[^\s@]*@\S+:\d+:\d+$/.test(line));
};

const textIn = (error: unknown, name: string): string => {
  const text: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof text === 'string' ? text : '';
};

/** Everything that this library throws or emits as an error, tagged by `name`. */
export type ChatError =
  | InvalidArgumentError
  | InternalError
  | ForeignAnswerError
  | DiscardedError
  | NetworkError
  | RequestTimeoutError
  | ThrottledError
  | ServiceError
  | ValidationError
  | AccessDeniedError
  | QuotaExceededError
  | NotFoundError
  | ConflictError
  | UnexpectedStatusError
  | UnreadableError
  | SocketError
  | SubscriptionError
  | UploadRefusedError
  | DownloadRefusedError
  | AttachmentBodyError
  | OutcomeUnknownError
  | OutboxFullError
  | ChatEndedError
  | SlowConsumerError;

const CLASSES = [
  InvalidArgumentError,
  InternalError,
  ForeignAnswerError,
  DiscardedError,
  NetworkError,
  RequestTimeoutError,
  ThrottledError,
  ServiceError,
  ValidationError,
  AccessDeniedError,
  QuotaExceededError,
  NotFoundError,
  ConflictError,
  UnexpectedStatusError,
  UnreadableError,
  SocketError,
  SubscriptionError,
  UploadRefusedError,
  DownloadRefusedError,
  AttachmentBodyError,
  OutcomeUnknownError,
  OutboxFullError,
  ChatEndedError,
  SlowConsumerError,
];

/** Whether an error is one of ours. Not by its name: platforms have a NetworkError of their own, whose message is not ours. */
export const isChatError = (error: unknown): error is ChatError => CLASSES.some((own) => error instanceof own);

/** The error as one of ours. Whatever else is thrown is a bug, in here or in a port of the application's. */
export const asChatError = (error: unknown): ChatError => (isChatError(error) ? error : new InternalError(error));

/** Whether the same attempt may succeed later. Retries ask this and nothing else. */
export const isTransient = (error: ChatError): boolean => {
  switch (error.name) {
    case 'NetworkError':
    case 'ForeignAnswerError':
    case 'RequestTimeoutError':
    case 'ThrottledError':
    case 'ServiceError':
    case 'UnreadableError':
    case 'SocketError':
    case 'SubscriptionError':
      return true;
    case 'InvalidArgumentError':
    case 'InternalError':
    case 'DiscardedError':
    case 'ValidationError':
    case 'AccessDeniedError':
    case 'QuotaExceededError':
    case 'NotFoundError':
    case 'ConflictError':
    case 'UnexpectedStatusError':
    case 'UploadRefusedError':
    case 'DownloadRefusedError':
    case 'AttachmentBodyError':
    case 'OutcomeUnknownError':
    case 'OutboxFullError':
    case 'ChatEndedError':
    case 'SlowConsumerError':
      return false;
  }
};
