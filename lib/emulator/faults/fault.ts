import type { OperationName } from '../operation-name.js';

/** The names of all faults; {@link FaultName} says what each does. */
export const FAULTS = [
  'response.error',
  'response.hang',
  'response.reset',
  'response.lost',
  'response.malformed',
  'response.truncated',
  'response.delay',
  'response.dateMissing',
  'response.dateWrong',
  'token.expire',
  'connection.badUrl',
  'handshake.refuse',
  'handshake.hang',
  'handshake.break',
  'subscribe.failure',
  'subscribe.silence',
  'subscribe.delay',
  'subscribe.close',
  'handover.loseOld',
  'handover.loseNew',
  'heartbeat.silence',
  'ping.failure',
  'ping.silence',
  'socket.close',
  'socket.deaf',
  'frame.drop',
  'frame.duplicate',
  'frame.delay',
  'frame.reorder',
  'frame.garble',
  'frame.oversize',
  'frame.unknownTopic',
  'frame.unknownContentType',
  'frame.unknownType',
  'chunk.drop',
  'chunk.duplicate',
  'chunk.reorder',
  'receipt.early',
  'upload.error',
  'upload.hang',
  'upload.redirect',
  'download.error',
  'download.redirect',
  'transcript.lag',
  'transcript.startRefused',
  'transcript.startForgotten',
  'transcript.tokenRefused',
  'transcript.tokenRepeated',
  'transcript.tokenEndless',
  'transcript.shortPage',
  'transcript.emptyPage',
  'transcript.unreadableItem',
] as const;

/**
 * What can go wrong.
 *
 * HTTP, for any operation (narrow it with `operation`):
 * - `response.error`: answers `status` (default 500) instead of doing anything; with `retryAfterSeconds` a `Retry-After`;
 *   `gateway: true` gives API Gateway's body without an error type
 * - `response.hang`: does nothing and never answers
 * - `response.reset`: does nothing and breaks the connection
 * - `response.lost`: does what was asked, then breaks the connection without an answer
 * - `response.malformed`: does what was asked, then answers 200 with a body that is not JSON
 * - `response.truncated`: does what was asked, then breaks the connection in the middle of the answer
 * - `response.delay`: does what was asked and answers `delayMs` (default 1000) later, or when `until` settles
 * - `response.dateMissing`: the answer does not say when it was given; `response.dateWrong`: it is dated `skewMs` (default two
 *   hours) ahead. Either goes together with any fault above
 * - `token.expire`: the connection tokens of the caller are void from now on, so the call is refused with 403
 * - `connection.badUrl`: CreateParticipantConnection gives a URL no handshake succeeds with
 *
 * Sockets:
 * - `handshake.refuse` with `status` (default 403), `handshake.hang` without any answer, `handshake.break` in the middle of the answer
 * - `subscribe.failure`: a reply with status `failure`; `subscribe.silence`: none; `subscribe.delay`: subscribed at once, but the
 *   reply comes `delayMs` (default 200) later, or when `until` settles; `subscribe.close`: instead of the reply, closes with `code`
 *   (default 1011)
 * - `handover.loseOld`, `handover.loseNew`: when a participant who has a socket subscribes on another, the former or the latter is
 *   closed with `code` (default 1011) before the reply
 * - `heartbeat.silence`: no reply
 * - `ping.failure`: a reply with statusCode `status` (default 500); `ping.silence`: none
 * - `socket.close`: instead of the next frame, closes with `code` (default 1011; 1006 breaks the connection) and `reason`
 * - `socket.deaf`: from its opening on the socket accepts everything and says nothing: half-open
 * - `frame.drop`, `frame.duplicate`, `frame.delay` by `delayMs` (default 200) or until `until` settles (if its socket is gone by then,
 *   it comes on the newest that is subscribed), `frame.reorder` (sent behind the next frame, or after `delayMs`, default 200, if
 *   there is none), `frame.garble` (not JSON), `frame.oversize` (blown up to `sizeInBytes`, default 2 MiB, by white space): what
 *   happens to an `aws/chat` frame
 * - `frame.unknownTopic`, `frame.unknownContentType`, `frame.unknownType` (without any content type): before an `aws/chat` frame comes
 *   another of a kind that nobody knows; it is in no transcript
 * - `chunk.drop`, `chunk.duplicate`, `chunk.reorder`: the same as with `frame.`, to chunks of streamed messages only, the last included
 * - `receipt.early`: a message comes behind the first receipt for it, or after `delayMs` (default 200) if there is none
 *
 * Storage and transcript:
 * - `upload.error` with `status` (default 403), `upload.hang`, `download.error` with `status` (default 403)
 * - `upload.redirect`, `download.redirect`: storage answers `status` (default 307) and sends the client to `location`, by default to
 *   itself
 * - `transcript.lag`: an item is visible to GetTranscript only `delayMs` (default 500) after its push
 * - `transcript.startRefused`: a `StartPosition` is refused with 400; `transcript.startForgotten`: from there the transcript is empty
 * - `transcript.tokenRefused`: a `NextToken` is refused with 400, as if it had expired; `transcript.tokenRepeated`: the next page has the
 *   token by which this one was asked for; `transcript.tokenEndless`: the last page has a token too
 * - `transcript.shortPage`, `transcript.emptyPage`: a third of what was asked for, or nothing, and a token for the rest
 * - `transcript.unreadableItem`: the last item of the page has no `Id`
 */
export type FaultName = (typeof FAULTS)[number];

/** Whom a fault may hit; what is absent does not narrow. */
export interface FaultSubject {
  readonly operation?: OperationName | undefined;
  readonly participantId?: string | undefined;
}

/** How a fault strikes; which members count depends on the fault, see {@link FaultName}. */
export interface FaultDetails extends FaultSubject {
  readonly status?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly gateway?: boolean | undefined;
  readonly delayMs?: number | undefined;
  /** Instead of `delayMs`: what is delayed waits for this. A spec keeps the other end and so decides how things interleave. */
  readonly until?: PromiseLike<unknown> | undefined;
  readonly code?: number | undefined;
  readonly reason?: string | undefined;
  readonly skewMs?: number | undefined;
  readonly sizeInBytes?: number | undefined;
  /** Where a redirect leads. */
  readonly location?: string | undefined;
}

/** A fault that strikes by chance: `probability` between 0 and 1 each time it could. */
export interface FaultRule extends FaultDetails {
  readonly probability: number;
}

/** Which faults strike by chance; a bare number is the probability. */
export type FaultPlan = Readonly<Partial<Record<FaultName, number | FaultRule | ReadonlyArray<FaultRule> | undefined>>>;

/** A fault that strikes for certain. */
export interface Injection extends FaultDetails {
  readonly fault: FaultName;
  /** How many times it strikes. @defaultValue `1` */
  readonly times?: number | undefined;
  /** How many chances it lets pass first. @defaultValue `0` */
  readonly skip?: number | undefined;
}

/** A fault about to strike. */
export interface Strike extends FaultDetails {
  readonly fault: FaultName;
}
