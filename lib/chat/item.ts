import type { Attachment } from './attachment.js';
import type { Notice } from './notice.js';
import type { Participant } from './participant.js';
import type { Processing } from './processing.js';
import type { Receipt } from './receipt.js';

/** What every record of the service has, whichever way it reached us. */
interface ItemBase {
  /** The same in the answer to a send, on the socket and in the transcript. */
  readonly id: string;
  /** `AbsoluteTime`, in ms since the epoch. */
  readonly at: number;
  /** Absent on receipts, which name only their message. */
  readonly contactId?: string;
  readonly initialContactId?: string;
  /** Set on items of an ended contact that a persistent chat continues. */
  readonly past?: true;
  readonly participant?: Participant;
  /** What was odd about it, and left out or read all the same: where, and what was expected. Nothing of what it said. */
  readonly problems?: ReadonlyArray<string>;
}

/** A message, whole or one chunk of a streamed one. */
export interface MessageItem extends ItemBase {
  readonly type: 'message';
  readonly contentType: string;
  /** The whole text; on a chunk that is not `completed`, only what it adds. */
  readonly content: string;
  /** Set on streamed messages: `number` counts from 1, the completed chunk carries the whole text. 0 where that came without. */
  readonly chunk?: { readonly number: number; readonly completed: boolean };
  readonly receipts: ReadonlyArray<Receipt>;
  /** Set where files came with it. */
  readonly attachments?: ReadonlyArray<Attachment>;
  /** Set where the instance processes messages, and this one was not plainly delivered. */
  readonly processing?: Processing;
}

/** One or more files, each at one stage of its scan. */
export interface AttachmentItem extends ItemBase {
  readonly type: 'attachment';
  readonly attachments: ReadonlyArray<Attachment>;
  /** What was written to them, if anything. */
  readonly content?: string;
}

/**
 * News of who has received or read a message, or of its processing. Seen on the socket only; transcripts embed it in the
 * message.
 */
export interface ReceiptItem extends ItemBase {
  readonly type: 'receipt';
  readonly messageId: string;
  readonly receipts: ReadonlyArray<Receipt>;
  readonly processing?: Processing;
}

/** Something that happened, without a text: somebody joined, typed, left … */
export interface NoticeItem extends ItemBase {
  readonly type: 'notice';
  readonly notice: Notice;
}

/** An item of a kind this version does not know, handed on as it came. */
export interface UnrecognizedItem extends ItemBase {
  readonly type: 'unrecognized';
  readonly contentType?: string;
  readonly raw: unknown;
}

/** One record of the chat as the service wrote it, decoded. */
export type Item = MessageItem | AttachmentItem | ReceiptItem | NoticeItem | UnrecognizedItem;
