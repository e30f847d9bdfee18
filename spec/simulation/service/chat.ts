import { EPOCH } from '../epoch.js';
import type { Random } from '../random.js';
import type { VirtualTime } from '../virtual-time.js';
import type { Traits } from '../plan/traits.js';
import { absoluteTime, receiptItem, transcriptItem, type Post, type PostReceipt } from './post.js';

/** Who takes part. */
export interface Author {
  readonly id: string;
  readonly role: 'CUSTOMER' | 'AGENT' | 'SYSTEM' | 'CUSTOM_BOT' | 'SUPERVISOR';
  readonly name: string;
}

/** What is to be posted. */
export interface Draft {
  readonly author?: Author;
  readonly type: string;
  readonly contentType?: string;
  readonly content?: string;
  readonly state: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** @defaultValue now, by the service's clock */
  readonly at?: number;
  /** From `nextOrder`, for what has its place before it is entered. @defaultValue the next one */
  readonly order?: number;
  readonly id?: string;
  /** @defaultValue the present one */
  readonly contactId?: string;
  readonly own?: true;
  readonly clientToken?: string | undefined;
  /** What the frame says besides, and the transcript does not; `false` for a post of the past, which is not pushed. */
  readonly pushed?: Readonly<Record<string, unknown>> | false;
}

/** The chat as the service holds it: the truth that a session is measured by. */
export interface Chat {
  readonly contactId: () => string;
  readonly now: () => number;
  /** What an item of now gets as its `AbsoluteTime`. */
  readonly stamp: () => number;
  readonly newId: () => string;
  /** The next place among items of the same time. */
  readonly nextOrder: () => number;
  /** Enters a record and pushes it. */
  readonly post: (draft: Draft) => Post;
  /** Enters another state of a record and pushes it. */
  readonly change: (id: string, state: string, fields: Readonly<Record<string, unknown>>) => void;
  /** Enters that a message was received or read, and pushes the news. */
  readonly acknowledge: (messageId: string, recipientId: string, isRead: boolean) => void;
  /** Shows in the transcript what of a message is there so far, without its being part of the chat yet. */
  readonly showHalf: (draft: Draft & { readonly id: string }, chunks?: number) => void;
  /** What the transcript shows: all records, and what is there so far of others. */
  readonly shown: () => ReadonlyArray<Post>;
  /** Pushes something that is not kept. */
  readonly mention: (draft: Draft) => void;
  /** Pushes what became of a message that is processed. */
  readonly tellProcessing: (messageId: string, status: string) => void;
  readonly transfer: () => void;
  readonly end: () => void;
  readonly endedAt: () => number | undefined;
  /** All records, by `AbsoluteTime`, and among equal ones in the order of posting. */
  readonly posts: () => ReadonlyArray<Post>;
}

const FIRST_CONTACT = 'contact-1';

const fieldsOf = ({ author, type, contentType, content, fields }: Draft): Readonly<Record<string, unknown>> => ({
  ...(content !== undefined && { Content: content }),
  ...(contentType !== undefined && { ContentType: contentType }),
  Type: type,
  ...(author && { ParticipantId: author.id, DisplayName: author.name, ParticipantRole: author.role }),
  ...fields,
});

/** Whether a post stands behind another. */
export const isBehind = (a: Post, b: Post): boolean => a.at > b.at || (a.at === b.at && a.order > b.order);

/** Creates a chat without anything in it. */
export const createChat = (
  time: VirtualTime,
  random: Random,
  { timeGrainMs = 1, frameContacts = 'both' }: Pick<Traits, 'timeGrainMs' | 'frameContacts'>,
  { push, count: note }: { readonly push: (item: object) => void; readonly count: (kind: string) => void },
): Chat => {
  const posts: Post[] = [];
  const indexOf = new Map<string, Post>();
  const halves = new Map<string, Post>();
  let contact = 1;
  let count = 0;
  let orders = 0;
  let stamped = -Infinity;
  let endedAt: number | undefined;

  const now = (): number => EPOCH + time.now();
  const stamp = (): number => {
    stamped = timeGrainMs === 0 ? Math.max(now(), stamped + 1) : Math.floor(now() / timeGrainMs) * timeGrainMs;
    return stamped;
  };
  const nextOrder = (): number => (orders += 1);
  const contactId = (): string => `contact-${contact}`;
  // Not in the order of time: ids of the service are random.
  const newId = (): string =>
    `${Math.floor(random.next() * 0xffffffff)
      .toString(16)
      .padStart(8, '0')}-${(count += 1)}`;
  /** Unlike an item of the transcript, a frame may name both contacts, or not even the present one. */
  const frame = (item: object, contact: string): object => ({
    ...item,
    ContactId: frameContacts === 'both' || frameContacts === 'current' ? contact : undefined,
    InitialContactId: frameContacts === 'both' || frameContacts === 'initial' ? FIRST_CONTACT : undefined,
  });
  const pushed = (post: Post): object => frame(transcriptItem({ ...post, receipts: [] }), post.contactId);

  const postOf = (draft: Draft): Post => ({
    id: draft.id ?? newId(),
    at: draft.at ?? stamp(),
    order: draft.order ?? nextOrder(),
    since: time.now(),
    postedAt: time.now(),
    contactId: draft.contactId ?? contactId(),
    fields: fieldsOf(draft),
    states: [draft.state],
    ...(draft.content !== undefined && { content: draft.content }),
    ...(draft.own && { own: true }),
    ...(draft.clientToken !== undefined && { clientToken: draft.clientToken }),
    receipts: [],
  });

  const replace = (post: Post): void => {
    const before = indexOf.get(post.id);
    if (before !== undefined) posts.splice(posts.indexOf(before), 1);
    let index = posts.length;
    while (index > 0 && isBehind(posts[index - 1]!, post)) index -= 1;
    posts.splice(index, 0, post);
    indexOf.set(post.id, post);
  };

  return {
    contactId,
    now,
    stamp,
    newId,
    nextOrder,
    post: (draft) => {
      const post = postOf(draft);
      halves.delete(post.id);
      if (posts.at(-1)?.at === post.at) note('tie');
      replace(post);
      if (draft.pushed !== false) push({ ...pushed(post), ...draft.pushed });
      return post;
    },
    change: (id, state, fields) => {
      const before = indexOf.get(id);
      if (before === undefined || endedAt !== undefined) return;
      const post: Post = {
        ...before,
        since: time.now(),
        fields: { ...before.fields, ...fields },
        states: [...before.states, state],
      };
      replace(post);
      push(pushed(post));
    },
    acknowledge: (messageId, recipientId, isRead) => {
      const post = indexOf.get(messageId);
      if (post === undefined || endedAt !== undefined) return;
      const before = post.receipts.find((receipt) => receipt.recipientId === recipientId);
      if (before !== undefined && (before.readAt !== undefined || !isRead)) return;
      const at = stamp();
      const receipt: PostReceipt = {
        recipientId,
        deliveredAt: before?.deliveredAt ?? at,
        ...(isRead && { readAt: at }),
        since: time.now(),
      };
      replace({ ...post, receipts: [...post.receipts.filter((other) => other !== before), receipt] });
      push(receiptItem(newId(), at, messageId, receipt));
    },
    showHalf: (draft, chunks) =>
      void halves.set(draft.id, { ...postOf(draft), ...(chunks !== undefined && { chunks }) }),
    shown: () => {
      if (halves.size === 0) return posts;
      note('halfShown');
      return [...posts, ...halves.values()].sort((a, b) => (isBehind(a, b) ? 1 : -1));
    },
    mention: (draft) =>
      push(
        frame(
          { AbsoluteTime: absoluteTime(draft.at ?? stamp()), ...fieldsOf(draft), Id: draft.id ?? newId() },
          draft.contactId ?? contactId(),
        ),
      ),
    tellProcessing: (messageId, status) =>
      push(
        frame(
          {
            AbsoluteTime: absoluteTime(stamp()),
            ContentType: 'application/vnd.amazonaws.connect.event.message.metadata',
            Id: newId(),
            Type: 'MESSAGEMETADATA',
            MessageMetadata: { MessageId: messageId, MessageProcessingStatus: status },
          },
          contactId(),
        ),
      ),
    transfer: () => (contact += 1),
    end: () => (endedAt ??= time.now()),
    endedAt: () => endedAt,
    posts: () => posts,
  };
};
