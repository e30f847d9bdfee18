import type { NoticeType } from '../chat/notice.js';
import { CONTENT_TYPES, EVENT_PREFIX } from './content-types.js';

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
  ['TYPING', 'typing'],
  ['PARTICIPANT_JOINED', 'participantJoined'],
  ['PARTICIPANT_LEFT', 'participantLeft'],
  ['CHAT_ENDED', 'chatEnded'],
  ['TRANSFER_SUCCEEDED', 'transferSucceeded'],
  ['TRANSFER_FAILED', 'transferFailed'],
  ['MESSAGE_DELIVERED', 'receipt'],
  ['MESSAGE_READ', 'receipt'],
]);

/**
 * Says what an item is about: by its `ContentType`, because `Type` is `EVENT` for nearly all events, and by its `Type`
 * where there is no content type. `undefined` for what this version does not know.
 */
export const itemKind = (contentType: string | undefined, type: string | undefined): ItemKind | undefined => {
  if (type !== undefined && type !== 'MESSAGE' && type !== 'EVENT') {
    const shape = BY_SHAPE.get(type);
    if (shape !== undefined) return shape;
    if (contentType === undefined) return BY_TYPE.get(type);
  }
  return contentType === undefined ? undefined : BY_CONTENT_TYPE.get(contentType);
};
