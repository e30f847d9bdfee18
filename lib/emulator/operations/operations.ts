import type { ParticipantOperation } from '../operation-name.js';
import { cancelParticipantAuthentication, getAuthenticationUrl } from './authentication.js';
import type { Operation } from './call.js';
import { completeAttachmentUpload } from './complete-attachment-upload.js';
import { createParticipantConnection } from './create-participant-connection.js';
import { describeView } from './describe-view.js';
import { disconnectParticipant } from './disconnect-participant.js';
import { getAttachment } from './get-attachment.js';
import { getTranscript } from './get-transcript.js';
import { sendEvent } from './send-event.js';
import { sendMessage } from './send-message.js';
import { startAttachmentUpload } from './start-attachment-upload.js';

/** What each operation of the participant service does. */
export const OPERATIONS: Readonly<Record<ParticipantOperation, Operation>> = {
  CreateParticipantConnection: createParticipantConnection,
  SendMessage: sendMessage,
  SendEvent: sendEvent,
  GetTranscript: getTranscript,
  DisconnectParticipant: disconnectParticipant,
  StartAttachmentUpload: startAttachmentUpload,
  CompleteAttachmentUpload: completeAttachmentUpload,
  GetAttachment: getAttachment,
  DescribeView: describeView,
  GetAuthenticationUrl: getAuthenticationUrl,
  CancelParticipantAuthentication: cancelParticipantAuthentication,
};
