/** The operations of the participant service. */
export const PARTICIPANT_OPERATIONS = [
  'CreateParticipantConnection',
  'SendMessage',
  'SendEvent',
  'GetTranscript',
  'DisconnectParticipant',
  'StartAttachmentUpload',
  'CompleteAttachmentUpload',
  'GetAttachment',
  'DescribeView',
  'GetAuthenticationUrl',
  'CancelParticipantAuthentication',
] as const;

/** An operation of the participant service, by the name the service gives it. */
export type ParticipantOperation = (typeof PARTICIPANT_OPERATIONS)[number];

/** An operation of the `connect` service that the emulator offers as well. */
export type ConnectOperation = 'StartChatContact' | 'CreateParticipant' | 'StartContactStreaming' | 'StopContact';

/** Everything a request to the emulator can be; the last four belong to no API. */
export type OperationName =
  ParticipantOperation | ConnectOperation | 'UploadAttachment' | 'DownloadAttachment' | 'Preflight' | 'Unknown';
