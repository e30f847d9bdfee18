/** The service's operations, by the service's names. */
export type OperationName =
  | 'CreateParticipantConnection'
  | 'SendMessage'
  | 'SendEvent'
  | 'GetTranscript'
  | 'DisconnectParticipant'
  | 'StartAttachmentUpload'
  | 'CompleteAttachmentUpload'
  | 'GetAttachment'
  | 'DescribeView'
  | 'GetAuthenticationUrl'
  | 'CancelParticipantAuthentication';
