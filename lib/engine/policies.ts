import { InvalidArgumentError } from '../chat/errors.js';
import type { OperationName } from '../protocol/operation-name.js';
import { record, wholeFromTo, type Reader } from '../protocol/reader.js';
import { amount, count, duration, group, type Setting, type Settings } from './setting.js';

/** A bucket of the service's quotas: how many calls a second, and how many at once after a rest. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** How much of the current contact a session reads when it first connects. */
export type HistoryPolicy = 'all' | 'none' | { readonly mostRecent: number };

/**
 * Every duration and size by which a session lives. All have defaults that suit the real service, and a range, which
 * docs/policies.md states. Durations are whole milliseconds, 2^31-1 at the most.
 */
export interface SessionPolicies {
  /** @defaultValue `'all'` */
  readonly history: HistoryPolicy;
  /**
   * How much of what earlier sessions have shown `transcript$` shows again after `resumeFrom`; it is read when somebody
   * subscribes to it. `'all'` goes back to where the first of them began, as their `history` had it.
   * @defaultValue `'all'` – a reader expects the same screen after a reload
   */
  readonly restore: HistoryPolicy;
  /** @defaultValue `15_000` – 15 seconds without an answer end an attempt */
  readonly requestTimeoutMs: number;
  /** @defaultValue `3` – attempts within one call; sources and sends go on beyond it, with backoff */
  readonly requestAttempts: number;
  /** @defaultValue `500` – the first retry waits up to this, each further one up to twice as long */
  readonly backoffBaseMs: number;
  /** @defaultValue `30_000` – no wait is longer than this, but for what the service itself asks */
  readonly backoffCapMs: number;
  /** @defaultValue `15_000` – a socket that has not opened by then is given up */
  readonly openTimeoutMs: number;
  /** @defaultValue `5_000` – a subscription that is not answered by then is given up */
  readonly subscribeTimeoutMs: number;
  /** @defaultValue `10_000` – between two `aws/ping` and `aws/heartbeat`, and how long each may stay unanswered */
  readonly heartbeatMs: number;
  /** @defaultValue `5_000` – how long a beat may stay unanswered that was sent because of a suspicion: after a network change, a late timer, a missed beat */
  readonly heartbeatPatienceMs: number;
  /** @defaultValue `100` – after its last owner has unsubscribed a session stays online for so long, in case that another connects; 0 for not at all */
  readonly offlineGraceMs: number;
  /** @defaultValue `3_540_000` – 59 minutes, after which the official client also opens its next socket */
  readonly refreshAfterMs: number;
  /** @defaultValue `60_000` – how long before `ConnectionExpiry` the next socket is opened at the latest */
  readonly refreshMarginMs: number;
  /** @defaultValue `120_000` – a connection or token that is to expire sooner speaks of a clock that is off; it is used until it fails */
  readonly shortestLifeMs: number;
  /** @defaultValue `300_000` – how long before its expiry the connection token is renewed */
  readonly tokenMarginMs: number;
  /** @defaultValue `100` – items in one page of the transcript; the service allows 100 */
  readonly pageSize: number;
  /** @defaultValue `1_000` – pages read in one backfill; beyond it a `gap` says so */
  readonly maxPages: number;
  /** @defaultValue `300_000` – 5 minutes: so far behind its newest item, at the least, a reading starts, for transcripts that lag the socket */
  readonly overlapMs: number;
  /** @defaultValue `50` – and so many items behind it, for messages that are read long after they were posted */
  readonly overlapItems: number;
  /** @defaultValue `5_000` – so long after a subscription, or a frame that could not be read, the transcript is read once more, for what it did not show yet */
  readonly settleMs: number;
  /** @defaultValue `10_000` – live items are held back no longer than this for the sake of a backfill */
  readonly maxHoldMs: number;
  /** @defaultValue `1_000` – nor more of them than this; what comes after is marked `late` where it is */
  readonly maxHeldItems: number;
  /** @defaultValue `200_000` – items remembered to recognise them again, or up to a quarter more; the oldest are forgotten */
  readonly maxRememberedItems: number;
  /** @defaultValue `5_000` – an own send without an echo by then starts a backfill */
  readonly echoTimeoutMs: number;
  /** @defaultValue `15_000` – the last look at the transcript of a chat that has ended takes no longer */
  readonly lastReadMs: number;
  /** @defaultValue `3_000` – after leaving, the service's own end of the chat is awaited for so long */
  readonly farewellMs: number;
  /** @defaultValue `900_000` – 15 minutes between two looks at the transcript of a live session; `0` for none */
  readonly auditMs: number;
  /** @defaultValue `1_048_576` – frames longer than this are reported and passed over */
  readonly maxFrameBytes: number;
  /** @defaultValue `8_388_608` – answers longer than this are a failure */
  readonly maxResponseBytes: number;
  /** @defaultValue `120_000` – a send that has failed for so long while connected has an unknown outcome; `Infinity` for never */
  readonly sendDeadlineMs: number;
  /** @defaultValue `300_000` – 5 minutes: so long the service is trusted to remember a ClientToken; it documents nothing. Then a message that may have arrived is looked for, and not posted again unless somebody asks for it */
  readonly clientTokenMs: number;
  /** @defaultValue `100` – sends that may wait their turn */
  readonly maxQueuedSends: number;
  /** @defaultValue `16_384` – UTF-8 bytes of a message that the service accepts */
  readonly maxContentBytes: number;
  /** @defaultValue `20_971_520` – 20 MB; the size limit of the instance for one attachment */
  readonly maxAttachmentBytes: number;
  /** @defaultValue `60_000` – a body that is read piece by piece and yields nothing for so long ends its upload; 1 and more. Storage closes such a connection sooner */
  readonly bodySilenceMs: number;
  /** @defaultValue `300_000` – 5 minutes: bytes of a file of which nothing is heard for so long are moved anew, or given up; 1 and more. Some platforms report no progress: there it is the time for all of it, for 20 MB half a megabit per second */
  readonly transferSilenceMs: number;
  /** @defaultValue `3_600_000` – 1 hour: moving the bytes of a file takes no longer, all attempts together; 1 and more. 100 MB, the most that an instance can allow, at a quarter of a megabit per second */
  readonly transferTimeoutMs: number;
  /** @defaultValue `10_000` – at most one typing event leaves a session in this time */
  readonly typingThrottleMs: number;
  /** @defaultValue `12_000` – after so long without news a participant no longer types */
  readonly typingExpiryMs: number;
  /** @defaultValue `3_000` – receipts are collected for so long, then the newest of each kind leaves */
  readonly receiptThrottleMs: number;
  /** @defaultValue `16` – `transcript$` emits at most once in this time */
  readonly transcriptMs: number;
}

/** What all sessions of an engine live by, and what they share. */
export interface Policies extends SessionPolicies {
  /** The instance's quotas. @defaultValue the service's own defaults */
  readonly rates: Readonly<Record<OperationName, Rate>>;
}

/** What of an object is to be other than it is. What is absent or `undefined` stays. */
type Changes<T> = { readonly [Name in keyof T]?: T[Name] | undefined };

/** What is to be other than the engine's policies in one session. What is absent or `undefined` stays. */
export type SessionPolicyChanges = Changes<SessionPolicies>;

/** What is to be other than by default. What is absent or `undefined` stays; rates by operation, and each by its parts. */
export type PolicyChanges = SessionPolicyChanges & {
  readonly rates?: Changes<Readonly<Record<OperationName, Changes<Rate>>>> | undefined;
};

const rate = (perSecond: number, burst: number): Setting<Rate> =>
  // Less than a whole call at once would let none through.
  group<Rate>({ perSecond: amount(perSecond, 0.01, 1_000_000), burst: amount(burst, 1, 1_000_000) });

/**
 * The service's default quotas, each by instance and shared by all its participants. The three that it does not
 * list are held to the rate of the reads.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
 */
const RATES = group<Policies['rates']>({
  CreateParticipantConnection: rate(6, 9),
  SendMessage: rate(10, 15),
  SendEvent: rate(10, 15),
  GetTranscript: rate(8, 12),
  DisconnectParticipant: rate(3, 5),
  StartAttachmentUpload: rate(2, 5),
  CompleteAttachmentUpload: rate(2, 5),
  GetAttachment: rate(8, 12),
  DescribeView: rate(8, 12),
  GetAuthenticationUrl: rate(8, 12),
  CancelParticipantAuthentication: rate(8, 12),
});

const readMostRecent = record<{ readonly mostRecent: number | undefined }>({ mostRecent: wholeFromTo(0, 1_000_000) });

const readHistory: Reader<HistoryPolicy> = (field, given) => {
  if (given === 'all' || given === 'none') return given;
  if (typeof given !== 'object') throw new InvalidArgumentError(field, "must be 'all', 'none' or { mostRecent }");
  const mostRecent = readMostRecent(field, given, undefined)?.mostRecent;
  return mostRecent === undefined ? undefined : { mostRecent };
};

/** Each policy with its default and its range: a further one is a line here, and its sentence above. */
const SETTINGS: Settings<SessionPolicies> = {
  history: { initial: 'all', read: readHistory },
  restore: { initial: 'all', read: readHistory },
  requestTimeoutMs: duration(15_000, 10),
  requestAttempts: count(3, 1, 100),
  backoffBaseMs: duration(500, 1),
  backoffCapMs: duration(30_000, 1),
  openTimeoutMs: duration(15_000, 10),
  subscribeTimeoutMs: duration(5_000, 10),
  heartbeatMs: duration(10_000, 10),
  heartbeatPatienceMs: duration(5_000, 10),
  offlineGraceMs: duration(100),
  refreshAfterMs: duration(3_540_000, 10),
  refreshMarginMs: duration(60_000),
  shortestLifeMs: duration(120_000),
  tokenMarginMs: duration(300_000),
  pageSize: count(100, 1, 100),
  maxPages: count(1_000, 1, 1_000_000),
  overlapMs: duration(300_000),
  // A checkpoint holds a thousand places at the most.
  overlapItems: count(50, 0, 900),
  settleMs: duration(5_000),
  maxHoldMs: duration(10_000),
  maxHeldItems: count(1_000, 1, 1_000_000),
  // A checkpoint names a million items at the most, and a quarter more than these are remembered at times.
  maxRememberedItems: count(200_000, 100, 800_000),
  echoTimeoutMs: duration(5_000),
  lastReadMs: duration(15_000),
  farewellMs: duration(3_000),
  auditMs: duration(900_000, 10, undefined, 0),
  // The acknowledgement of a subscription has to fit; the hard limit, 16 times as much, has to fit 31 bits.
  maxFrameBytes: count(1_048_576, 128, 100_000_000),
  maxResponseBytes: count(8_388_608, 16_384, 500_000_000),
  sendDeadlineMs: duration(120_000, 0, undefined, Infinity),
  clientTokenMs: duration(300_000),
  // A checkpoint holds ten thousand unsent messages at the most.
  maxQueuedSends: count(100, 1, 5_000),
  maxContentBytes: count(16_384, 1, 1_048_576),
  maxAttachmentBytes: count(20_971_520, 1, 2_147_483_647),
  bodySilenceMs: duration(60_000, 10),
  transferSilenceMs: duration(300_000, 10),
  transferTimeoutMs: duration(3_600_000, 10),
  typingThrottleMs: duration(10_000, 10),
  typingExpiryMs: duration(12_000, 1),
  receiptThrottleMs: duration(3_000),
  transcriptMs: duration(16, 0, 10_000),
};

const OF_ENGINE = group<Policies>({ ...SETTINGS, rates: RATES });

const ofEngineOnly: Reader<never> = (field) => {
  throw new InvalidArgumentError(field, 'belongs to the engine: its sessions share it');
};

const OF_SESSION = group<Policies>({ ...SETTINGS, rates: { ...RATES, read: ofEngineOnly } });

/** Frozen: what an engine lives by where its configuration says nothing else. */
export const DEFAULT_POLICIES = OF_ENGINE.initial;

/** The policies of an engine. Throws an `InvalidArgumentError` that names the first that is unknown or out of its range. */
export const enginePolicies = (changes: unknown): Policies => policiesBy(OF_ENGINE, changes, DEFAULT_POLICIES);

/** Those of one of its sessions. Throws likewise, and on those that sessions share. */
export const sessionPolicies = (changes: unknown, ofEngine: Policies): Policies =>
  policiesBy(OF_SESSION, changes, ofEngine);

const policiesBy = ({ read }: Setting<Policies>, changes: unknown, present: Policies): Policies =>
  changes === undefined ? present : (read('policies', changes, present) ?? present);
