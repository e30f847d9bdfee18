import type { NoticeType } from '../chat/notice.js';
import { CONTENT_TYPES, EVENT_PREFIX } from './content-types.js';
import { bareMediaType } from './media-type.js';
import { textOf } from './text.js';

/** What an item is about: one of the three that carry data, or the notice that it gives. */
export type ItemKind = 'message' | 'attachment' | 'receipt' | NoticeType;

const NOTICES: ReadonlyArray<readonly [suffix: string, kind: NoticeType]> = [
  ['typing', 'typing'],
  ['participant.joined', 'participantJoined'],
  ['participant.left', 'participantLeft'],
  ['participant.invited', 'participantInvited'],
  ['participant.active', 'participantActive'],
  ['participant.inactive', 'participantInactive'],
  ['participant.idle', 'participantIdle'],
  ['participant.returned', 'participantReturned'],
  ['participant.autodisconnection', 'participantAutoDisconnected'],
  ['participant.displayname.updated', 'participantDisplayNameUpdated'],
  ['transfer.succeeded', 'transferSucceeded'],
  // This spelling and `authentication.success` are in the official client's manual; a service may follow it.
  ['transfer.succeed', 'transferSucceeded'],
  ['transfer.failed', 'transferFailed'],
  ['chat.ended', 'chatEnded'],
  ['chat.rehydrated', 'chatRehydrated'],
  ['authentication.initiated', 'authenticationInitiated'],
  ['authentication.succeeded', 'authenticationSucceeded'],
  ['authentication.success', 'authenticationSucceeded'],
  ['authentication.failed', 'authenticationFailed'],
  ['authentication.timeout', 'authenticationTimeout'],
  ['authentication.expired', 'authenticationExpired'],
  ['authentication.cancelled', 'authenticationCancelled'],
  ['workflow.cancelled', 'workflowCancelled'],
];

const BY_CONTENT_TYPE: ReadonlyMap<string, ItemKind> = new Map<string, ItemKind>([
  [CONTENT_TYPES.text, 'message'],
  [CONTENT_TYPES.markdown, 'message'],
  [CONTENT_TYPES.json, 'message'],
  [CONTENT_TYPES.interactive, 'message'],
  [CONTENT_TYPES.interactiveResponse, 'message'],
  [CONTENT_TYPES.attachment, 'attachment'],
  [CONTENT_TYPES.metadata, 'receipt'],
  [CONTENT_TYPES.delivered, 'receipt'],
  [CONTENT_TYPES.read, 'receipt'],
  ...NOTICES.map(([suffix, kind]) => [EVENT_PREFIX + suffix, kind] as const),
]);

/** Types whose data is of its own shape, whatever content type stands beside it: an attachment may name its MIME type. */
const BY_SHAPE: ReadonlyMap<string, ItemKind> = new Map<string, ItemKind>([
  ['ATTACHMENT', 'attachment'],
  ['MESSAGEMETADATA', 'receipt'],
  ['MESSAGE_METADATA', 'receipt'],
]);

const BY_TYPE: ReadonlyMap<string, ItemKind> = new Map<string, ItemKind>([
  ['MESSAGE', 'message'],
  ['TYPING', 'typing'],
  ['PARTICIPANT_JOINED', 'participantJoined'],
  ['PARTICIPANT_LEFT', 'participantLeft'],
  ['CHAT_ENDED', 'chatEnded'],
  ['TRANSFER_SUCCEEDED', 'transferSucceeded'],
  ['TRANSFER_FAILED', 'transferFailed'],
  ['MESSAGE_DELIVERED', 'receipt'],
  ['MESSAGE_READ', 'receipt'],
]);

/** Whether this version knows a content type. */
export const isKnownContentType = (contentType: string): boolean => BY_CONTENT_TYPE.has(contentType);

/** The content type of an item, in lower case and without parameters; `undefined` where it names none. */
export const contentTypeOf = (u: unknown): string | undefined => {
  const contentType = textOf(u);
  return contentType === undefined || isKnownContentType(contentType)
    ? contentType
    : textOf(bareMediaType(contentType));
};

/** The type of an item, in capitals; `undefined` where it names none. */
export const typeOf = (u: unknown): string | undefined => {
  const type = textOf(u);
  return type === undefined || type === 'MESSAGE' || type === 'EVENT' ? type : textOf(type.trim().toUpperCase());
};

/** Words, of whatever content type they are: nothing says that they are anything else. */
const isSaid = (contentType: string, type: string | undefined): boolean =>
  (type === undefined || type === 'MESSAGE') && !contentType.startsWith(EVENT_PREFIX);

/**
 * Says what an item is about: by its `ContentType`, because `Type` is `EVENT` for nearly all events, and by its `Type`
 * where there is no content type, or one that this version does not know: a `MESSAGE` is one all the same. `undefined` for
 * what this version does not know. Both as {@link contentTypeOf} and {@link typeOf} give them.
 */
export const itemKind = (contentType: string | undefined, type: string | undefined): ItemKind | undefined => {
  if (type !== undefined && type !== 'MESSAGE' && type !== 'EVENT') {
    const shape = BY_SHAPE.get(type);
    if (shape !== undefined) return shape;
  }
  if (contentType === undefined) return type === undefined ? undefined : BY_TYPE.get(type);
  return BY_CONTENT_TYPE.get(contentType) ?? (isSaid(contentType, type) ? 'message' : undefined);
};
