/** The events of the service that carry nothing but the fact, named by what happened. */
export type PlainNoticeType =
  | 'typing'
  | 'participantJoined'
  | 'participantLeft'
  | 'participantInvited'
  | 'participantActive'
  | 'participantInactive'
  | 'participantIdle'
  | 'participantReturned'
  | 'participantAutoDisconnected'
  | 'participantDisplayNameUpdated'
  | 'transferSucceeded'
  | 'transferFailed'
  | 'chatEnded'
  | 'chatRehydrated'
  | 'authenticationSucceeded'
  | 'authenticationFailed'
  | 'authenticationTimeout'
  | 'authenticationExpired'
  | 'authenticationCancelled'
  | 'workflowCancelled';

/** What an event item says. `content` is what the service added to the fact, if anything, as it came. */
export type Notice =
  | { readonly type: PlainNoticeType; readonly content?: string }
  | { readonly type: 'authenticationInitiated'; readonly sessionId?: string; readonly content?: string };

export type NoticeType = Notice['type'];

const EPHEMERAL: ReadonlySet<NoticeType> = new Set<NoticeType>([
  'typing',
  'participantActive',
  'participantInactive',
  'participantIdle',
  'participantReturned',
  'participantAutoDisconnected',
]);

/**
 * Whether the service pushes this and forgets it: it is in no transcript, so it cannot be recovered.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/setup-chat-timeouts.html
 */
export const isEphemeral = (type: string): boolean => (EPHEMERAL as ReadonlySet<string>).has(type);
