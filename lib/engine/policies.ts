import type { OperationName } from '../protocol/operation-name.js';

/** A bucket of the service's quotas: how many calls a second, and how many at once after a rest. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** How much of the current contact a session reads when it first connects. */
export type HistoryPolicy = 'all' | 'none' | { readonly mostRecent: number };

/** Every duration, size and rate by which a session lives. All have defaults that suit the real service. */
export interface Policies {
  /** @defaultValue `'all'` */
  readonly history: HistoryPolicy;
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
  /** @defaultValue `3_540_000` – 59 minutes, after which the official client also opens its next socket */
  readonly refreshAfterMs: number;
  /** @defaultValue `60_000` – how long before `ConnectionExpiry` the next socket is opened at the latest */
  readonly refreshMarginMs: number;
  /** @defaultValue `5_000` – a connection or token that is to expire sooner speaks of a clock that is off; it is used until it fails */
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
  /** @defaultValue `900_000` – 15 minutes between two looks at the transcript of a live session; 0 for none */
  readonly auditMs: number;
  /** @defaultValue `1_048_576` – frames longer than this are reported and passed over */
  readonly maxFrameBytes: number;
  /** @defaultValue `8_388_608` – answers longer than this are a failure */
  readonly maxResponseBytes: number;
  /** @defaultValue `120_000` – a send that has failed for so long while connected has an unknown outcome */
  readonly sendDeadlineMs: number;
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
  /** The instance's quotas. @defaultValue the service's own defaults */
  readonly rates: Readonly<Record<OperationName, Rate>>;
}

/**
 * The service's default quotas, each by instance and shared by all its participants. The three that it does not
 * list are held to the rate of the reads.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
 */
const RATES: Policies['rates'] = {
  CreateParticipantConnection: { perSecond: 6, burst: 9 },
  SendMessage: { perSecond: 10, burst: 15 },
  SendEvent: { perSecond: 10, burst: 15 },
  GetTranscript: { perSecond: 8, burst: 12 },
  DisconnectParticipant: { perSecond: 3, burst: 5 },
  StartAttachmentUpload: { perSecond: 2, burst: 5 },
  CompleteAttachmentUpload: { perSecond: 2, burst: 5 },
  GetAttachment: { perSecond: 8, burst: 12 },
  DescribeView: { perSecond: 8, burst: 12 },
  GetAuthenticationUrl: { perSecond: 8, burst: 12 },
  CancelParticipantAuthentication: { perSecond: 8, burst: 12 },
};

export const DEFAULT_POLICIES: Policies = {
  history: 'all',
  requestTimeoutMs: 15_000,
  requestAttempts: 3,
  backoffBaseMs: 500,
  backoffCapMs: 30_000,
  openTimeoutMs: 15_000,
  subscribeTimeoutMs: 5_000,
  heartbeatMs: 10_000,
  refreshAfterMs: 3_540_000,
  refreshMarginMs: 60_000,
  shortestLifeMs: 5_000,
  tokenMarginMs: 300_000,
  pageSize: 100,
  maxPages: 1_000,
  overlapMs: 300_000,
  overlapItems: 50,
  settleMs: 5_000,
  maxHoldMs: 10_000,
  maxHeldItems: 1_000,
  maxRememberedItems: 200_000,
  echoTimeoutMs: 5_000,
  lastReadMs: 15_000,
  farewellMs: 3_000,
  auditMs: 900_000,
  maxFrameBytes: 1_048_576,
  maxResponseBytes: 8_388_608,
  sendDeadlineMs: 120_000,
  maxQueuedSends: 100,
  maxContentBytes: 16_384,
  maxAttachmentBytes: 20_971_520,
  bodySilenceMs: 60_000,
  transferSilenceMs: 300_000,
  transferTimeoutMs: 3_600_000,
  typingThrottleMs: 10_000,
  typingExpiryMs: 12_000,
  receiptThrottleMs: 3_000,
  transcriptMs: 16,
  rates: RATES,
};
