import type { ChatError } from '../chat/errors.js';
import type { OperationName } from '../protocol/operation-name.js';

/** What the engine did about something that went wrong. Free of tokens, signed URLs and message texts. */
export type Diagnostic =
  /** A frame could not be read and was passed over; the feed goes on. */
  | { readonly type: 'unreadableFrame'; readonly at: number; readonly problems: ReadonlyArray<string> }
  /** A frame longer than `policies.maxFrameBytes` was passed over; the feed goes on. */
  | { readonly type: 'oversizedFrame'; readonly at: number; readonly sizeInBytes: number }
  /** A bug, here or in a port; the action that it belongs to failed, the session goes on where it can. */
  | { readonly type: 'internalError'; readonly at: number; readonly error: ChatError }
  /** Something between this client and the service, or storage, answered in its place. Nothing of its body is kept. */
  | {
      readonly type: 'foreignAnswer';
      readonly at: number;
      /** Absent where it was the bytes of a file that were put into storage, or fetched. */
      readonly operation?: OperationName;
      readonly status: number;
      readonly contentType?: string;
    }
  /** A frame of a contact that is not known as this chat's; the transcript is read, in case that it is. Once for each. */
  | { readonly type: 'foreignFrame'; readonly at: number; readonly contactId: string }
  /** The gateway answered something we sent with an error of its own. */
  | { readonly type: 'gatewayError'; readonly at: number }
  /** A transcript item could not be read and was passed over. */
  | { readonly type: 'unreadableItem'; readonly at: number; readonly problems: ReadonlyArray<string> }
  /** An item had odd fields, which were left out or read all the same. Nothing else of it is missing. */
  | { readonly type: 'oddItem'; readonly at: number; readonly problems: ReadonlyArray<string> }
  /** `aws/ping` or `aws/heartbeat` was not answered, or not well; another socket is opened beside this one. */
  | { readonly type: 'heartbeatMissed'; readonly at: number; readonly heartbeat: 'ping' | 'heartbeat' }
  /** A socket closed, or never came to receive. */
  | { readonly type: 'socketLost'; readonly at: number; readonly error: ChatError }
  /** A failed call is tried again after `delayMs`. */
  | {
      readonly type: 'retrying';
      readonly at: number;
      readonly operation: OperationName;
      readonly attempt: number;
      readonly delayMs: number;
      readonly error: ChatError;
    }
  /** A call waits for the instance's rate budget. */
  | { readonly type: 'rateLimited'; readonly at: number; readonly operation: OperationName; readonly delayMs: number }
  /** The transcript is read again because something may have been missed. */
  | { readonly type: 'repairing'; readonly at: number; readonly reason: RepairReason }
  /** The transcript refused our place in it, or did not contain it; it is read from its newest end instead. */
  | { readonly type: 'rescanning'; readonly at: number }
  /** Live items were released although a backfill still ran: `policies.maxHoldMs` or `maxHeldItems` was reached. */
  | { readonly type: 'holdReleased'; readonly at: number; readonly heldItems: number };

/** Why the transcript is read again. */
export type RepairReason =
  | 'connected'
  | 'settled'
  | 'unreadableFrame'
  | 'echoMissing'
  | 'audit'
  | 'requested'
  | 'withoutSocket'
  | 'woken'
  | 'unknownContact'
  | 'earlierContactEnded'
  | 'lastRead';
