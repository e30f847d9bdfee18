import type { OperationName } from '../operation-name.js';
import { STORAGE_PATH } from '../storage/storage-url.js';

const ROUTES: ReadonlyMap<string, OperationName> = new Map([
  ['POST /participant/connection', 'CreateParticipantConnection'],
  ['POST /participant/message', 'SendMessage'],
  ['POST /participant/event', 'SendEvent'],
  ['POST /participant/transcript', 'GetTranscript'],
  ['POST /participant/disconnect', 'DisconnectParticipant'],
  ['POST /participant/start-attachment-upload', 'StartAttachmentUpload'],
  ['POST /participant/complete-attachment-upload', 'CompleteAttachmentUpload'],
  ['POST /participant/attachment', 'GetAttachment'],
  ['POST /participant/authentication-url', 'GetAuthenticationUrl'],
  ['POST /participant/cancel-authentication', 'CancelParticipantAuthentication'],
  ['PUT /contact/chat', 'StartChatContact'],
  ['POST /contact/create-participant', 'CreateParticipant'],
  ['POST /contact/start-streaming', 'StartContactStreaming'],
  ['POST /contact/stop', 'StopContact'],
]);

const VIEW_ROUTE = /^GET \/participant\/views\/[^/]+$/;

/** Tells which operation a method and a path without query ask for. */
export const routeOf = (method: string, path: string): OperationName => {
  const line = `${method} ${path}`;
  if (method === 'OPTIONS') return 'Preflight';
  if (VIEW_ROUTE.test(line)) return 'DescribeView';
  if (line.startsWith(`PUT ${STORAGE_PATH}`)) return 'UploadAttachment';
  if (line.startsWith(`GET ${STORAGE_PATH}`)) return 'DownloadAttachment';
  return ROUTES.get(line) ?? 'Unknown';
};
