const EVENT = 'application/vnd.amazonaws.connect.event.';

/** Facts that the transcript keeps, by the client's names for them, with the service's. */
export const LASTING = {
  participantJoined: `${EVENT}participant.joined`,
  participantLeft: `${EVENT}participant.left`,
  participantInvited: `${EVENT}participant.invited`,
  transferSucceeded: `${EVENT}transfer.succeeded`,
  transferFailed: `${EVENT}transfer.failed`,
  chatEnded: `${EVENT}chat.ended`,
} as const;

/** Facts that are pushed and forgotten. */
export const PASSING = {
  typing: `${EVENT}typing`,
  participantIdle: `${EVENT}participant.idle`,
  participantReturned: `${EVENT}participant.returned`,
  participantAutoDisconnected: `${EVENT}participant.autodisconnection`,
} as const;

export type LastingNotice = keyof typeof LASTING;
export type PassingNotice = keyof typeof PASSING;
