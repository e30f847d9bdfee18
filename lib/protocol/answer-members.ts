/** What the service documents of a page of the transcript. */
export const PAGE_MEMBERS: ReadonlyArray<string> = ['InitialContactId', 'Transcript', 'NextToken'];

/**
 * What the service documents of its answers, to whatever operation.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Operations.html
 */
export const ANSWER_MEMBERS: ReadonlyArray<string> = [
  ...PAGE_MEMBERS,
  'Websocket',
  'ConnectionCredentials',
  'WebRTCConnection',
  'Id',
  'AbsoluteTime',
  'MessageMetadata',
  'AttachmentId',
  'UploadMetadata',
  'Url',
  'UrlExpiry',
  'AttachmentSizeInBytes',
  'View',
  'AuthenticationUrl',
];
