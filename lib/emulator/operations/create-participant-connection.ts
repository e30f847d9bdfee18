import { randomUUID } from 'node:crypto';

import { join } from '../chat/membership.js';
import { toIso } from '../clock.js';
import { optionalTexts } from '../http/field.js';
import { invalid } from '../http/service-error.js';
import type { JsonRecord } from '../json.js';
import type { Service } from '../service.js';
import { socketUrl } from '../socket/socket-url.js';
import type { Call, Operation } from './call.js';

const TYPES: ReadonlyArray<string> = ['WEBSOCKET', 'CONNECTION_CREDENTIALS', 'WEBRTC_CONNECTION'];

const typesOf = (body: JsonRecord): ReadonlyArray<string> => {
  const types = optionalTexts(body, 'Type');
  if (types === undefined) return [];
  if (types.length === 0) throw invalid('Type must have at least 1 member.');
  if (!types.every((type) => TYPES.includes(type))) throw invalid(`Type must consist of ${TYPES.join(', ')}.`);
  return types;
};

const websocket = (service: Service, { member }: Call): JsonRecord => {
  const { connectWindowMs, connectionLifetimeMs } = service.settings;
  const { participantId } = member.participant;
  const { secret } = service.websocketSecrets.issue(member, connectWindowMs);
  const spoilt = service.faults.draw(['connection.badUrl'], { participantId }) === undefined ? '' : 'spoilt-';
  return {
    Url: socketUrl(service.authority(), spoilt + secret),
    ConnectionExpiry: toIso(service.clock.now() + connectionLifetimeMs),
  };
};

const credentials = (service: Service, { member }: Call): JsonRecord => {
  const grant = service.connectionTokens.issue(member, service.settings.connectionTokenLifetimeMs);
  return { ConnectionToken: grant.secret, Expiry: toIso(grant.expiresAt) };
};

const webRtc = (service: Service): JsonRecord => {
  const url = (name: string): string => `wss://${service.authority()}/webrtc/${name}`;
  return {
    Attendee: { AttendeeId: randomUUID(), JoinToken: randomUUID() },
    Meeting: {
      MeetingId: randomUUID(),
      MediaPlacement: {
        AudioHostUrl: url('audio'),
        AudioFallbackUrl: url('fallback'),
        SignalingUrl: url('signaling'),
        EventIngestionUrl: url('events'),
      },
      MeetingFeatures: { Audio: { EchoReduction: 'UNAVAILABLE' } },
    },
  };
};

/** Gives the requested connections, and joins the participant where `ConnectParticipant` is effective. */
export const createParticipantConnection: Operation = (service, call) => {
  const { body, member } = call;
  const types = typesOf(body);
  const connects = body.ConnectParticipant ?? false;
  if (typeof connects !== 'boolean') throw invalid('ConnectParticipant must be a boolean.');
  // A customer joins by subscribing; without a websocket only once the contact is streamed elsewhere.
  if (connects && (member.participant.role !== 'CUSTOMER' || member.chat.isStreaming())) join(service, member);
  return {
    ...(types.includes('WEBSOCKET') && { Websocket: websocket(service, call) }),
    ...(types.includes('CONNECTION_CREDENTIALS') && { ConnectionCredentials: credentials(service, call) }),
    ...(types.includes('WEBRTC_CONNECTION') && { WebRTCConnection: webRtc(service) }),
  };
};
