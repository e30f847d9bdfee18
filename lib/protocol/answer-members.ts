import type { OperationName } from './operation-name.js';

/**
 * What the service documents of its answers, by operation.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Operations.html
 */
export const ANSWER_MEMBERS: Readonly<Record<OperationName, ReadonlyArray<string>>> = {
  CreateParticipantConnection: ['Websocket', 'ConnectionCredentials', 'WebRTCConnection'],
  SendMessage: ['Id', 'AbsoluteTime', 'MessageMetadata'],
  SendEvent: ['Id', 'AbsoluteTime'],
  GetTranscript: ['InitialContactId', 'Transcript', 'NextToken'],
  DisconnectParticipant: [],
  StartAttachmentUpload: ['AttachmentId', 'UploadMetadata'],
  CompleteAttachmentUpload: [],
  GetAttachment: ['Url', 'UrlExpiry', 'AttachmentSizeInBytes'],
  DescribeView: ['View'],
  GetAuthenticationUrl: ['AuthenticationUrl'],
  CancelParticipantAuthentication: [],
};
