import type { MessageProcessor } from './chat/message-processor.js';
import type { FaultPlan } from './faults/fault.js';
import type { ParticipantOperation } from './operation-name.js';

/** A token bucket: so many calls a second, so many at once. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** What the virus scanner says of an attachment. */
export type ScanVerdict = 'APPROVED' | 'REJECTED';

/** Where the push of an item stands relative to the HTTP response of the call that caused it. */
export type EchoOrder = 'before' | 'after' | 'random';

/** How an emulator behaves; everything is optional and defaults to what is known or supposed of the service. */
export interface EmulatorOptions {
  /** Port to listen on. @defaultValue `0` – any free one */
  readonly port?: number | undefined;
  /** Address to listen on. @defaultValue `'127.0.0.1'`, the only one amazon-connect-chatjs accepts without TLS */
  readonly host?: string | undefined;
  /** Permits a host other machines can reach. @defaultValue `false`: `startEmulator` rejects with `NonLoopbackError` */
  readonly allowNonLoopback?: boolean | undefined;
  /** Seed of every chance the emulator takes (faults, random echo order). @defaultValue `1` */
  readonly seed?: number | undefined;
  /** Faults and their probabilities. @defaultValue none */
  readonly faults?: FaultPlan | undefined;
  /** How far the service's clock is ahead: shifts `Date`, `AbsoluteTime` and all expiries. @defaultValue `0` */
  readonly clockSkewMs?: number | undefined;

  /** How long a websocket URL can be opened. @defaultValue `100_000` – 100 seconds */
  readonly connectWindowMs?: number | undefined;
  /** How long after CreateParticipantConnection its socket is closed (1001); also `ConnectionExpiry`. @defaultValue `3_600_000` – 1 hour */
  readonly connectionLifetimeMs?: number | undefined;
  /** Lifetime of a connection token. @defaultValue `86_400_000` – 1 day */
  readonly connectionTokenLifetimeMs?: number | undefined;
  /** A socket on which the client says nothing for so long is closed (1001). @defaultValue `600_000` – 10 minutes */
  readonly idleCloseMs?: number | undefined;
  /** Sockets a participant may have. @defaultValue `5` */
  readonly maxSocketsPerParticipant?: number | undefined;
  /** What happens to the socket beyond that number. @defaultValue `'close-oldest'` (with 1008); `'refuse'` answers the handshake with 429 */
  readonly onTooManySockets?: 'close-oldest' | 'refuse' | undefined;
  /** Lenient: garbage behind a client frame's JSON is ignored. Strict: such a frame is answered as forbidden. @defaultValue `'strict'` */
  readonly frames?: 'strict' | 'lenient' | undefined;
  /** How long sockets outlive the end of their chat before they are closed (1000). @defaultValue `30_000` – 30 seconds */
  readonly socketLingerMs?: number | undefined;
  /** Largest frame a client may send. @defaultValue `131_072` – 128 KiB */
  readonly maxFrameBytes?: number | undefined;

  /** Whether `StartPosition` includes the item it names. @defaultValue `true` */
  readonly startPositionInclusive?: boolean | undefined;
  /** What a `StartPosition.Id` nobody knows gives: a 400, or an empty page. @defaultValue `'reject'` */
  readonly unknownStartPosition?: 'reject' | 'empty' | undefined;
  /** Largest message or event content, in UTF-8. @defaultValue `16_384` – 16 KiB */
  readonly maxContentBytes?: number | undefined;
  /** Order of push and response. @defaultValue `'before'` */
  readonly echoOrder?: EchoOrder | undefined;
  /** How long a ClientToken is remembered: sent again later, it acts again. `0` forgets at once. @defaultValue `Infinity` – as long as the emulator lives */
  readonly clientTokenMs?: number | undefined;
  /** Processes what participants send before it is delivered. @defaultValue approves everything, and says nothing of it */
  readonly messageProcessor?: MessageProcessor | undefined;
  /** How long calls go on working after the chat ended. @defaultValue `0` – 403 at once */
  readonly afterEndGraceMs?: number | undefined;

  /** Largest attachment. @defaultValue `20_971_520` – 20 MB */
  readonly maxAttachmentBytes?: number | undefined;
  /** MIME types of attachments that the instance accepts. @defaultValue those that the service documents */
  readonly attachmentTypes?: ReadonlyArray<string> | undefined;
  /** Attachments per chat. @defaultValue `35` */
  readonly maxAttachments?: number | undefined;
  /** How long an attachment is `IN_PROGRESS`; `0` skips that state. @defaultValue `100` */
  readonly scanMs?: number | undefined;
  /** The scanner's verdict by file name. @defaultValue approves everything */
  readonly scan?: ((attachmentName: string) => ScanVerdict) | undefined;
  /** How long an upload URL can be used. @defaultValue `300_000` – 5 minutes */
  readonly uploadUrlLifetimeMs?: number | undefined;

  /** A chat whose customer has not connected within this time ends. @defaultValue `300_000` – 5 minutes */
  readonly customerConnectDeadlineMs?: number | undefined;
  /** A custom bot of CreateParticipant that has not connected within this time is out. @defaultValue `15_000` – 15 seconds */
  readonly customBotConnectDeadlineMs?: number | undefined;
  /** A chat ends after this time. @defaultValue `90_000_000` – 25 hours */
  readonly chatDurationMs?: number | undefined;
  /** How long GetAuthenticationUrl works after authentication.initiated. @defaultValue `60_000` – 1 minute */
  readonly authenticationWindowMs?: number | undefined;

  /** Answers 403 and 429 in API Gateway's form, without an error type. @defaultValue `false` */
  readonly gatewayErrors?: boolean | undefined;
  /** Whether failures carry CORS headers too. @defaultValue `true` */
  readonly corsOnFailures?: boolean | undefined;
  /** Throttling per operation, for the whole instance; `true` takes the service's published numbers. @defaultValue `false` */
  readonly rateLimits?: boolean | Readonly<Partial<Record<ParticipantOperation, RateLimit | undefined>>> | undefined;
  /** How many requests, frames, handshakes and closures the logs remember. @defaultValue `1_000` each */
  readonly maxLogEntries?: number | undefined;
}
