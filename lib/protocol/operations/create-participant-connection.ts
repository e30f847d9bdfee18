import * as t from 'io-ts';
import { readOptionalInstant } from '../read-optional-instant.js';
import { BEARER } from '../header-value.js';
import { nullable } from '../nullable.js';
import type { Operation } from '../operation.js';
import { present } from '../present.js';
import { readAnswer } from '../read-answer.js';
import { shape } from '../shape.js';
import { TEXT } from '../text.js';

/** What a participant may ask for: a socket URL, a connection token, a call. */
export type ConnectionType = 'WEBSOCKET' | 'CONNECTION_CREDENTIALS' | 'WEBRTC_CONNECTION';

/** Input of `CreateParticipantConnection`. */
export interface CreateParticipantConnectionInput {
  readonly type?: ReadonlyArray<ConnectionType>;
  /** Tells the service that the participant is there, in message streaming and for agents. */
  readonly connectParticipant?: boolean;
}

/** Answer of `CreateParticipantConnection`: what was asked for. An expiry that cannot be read is absent. */
export interface CreateParticipantConnectionOutput {
  readonly websocket?: {
    /** Carries a secret. To be opened within 100 seconds. */
    readonly url: string;
    readonly expiresAt?: number;
  };
  readonly credentials?: {
    /** The bearer of all other operations: a secret. */
    readonly connectionToken: string;
    readonly expiresAt?: number;
  };
  /** As it came: this library places no calls. */
  readonly webRtc?: unknown;
}

// The expiries are `unknown`: a connection that works is not given up because nobody can tell for how long.
const ANSWER = t.partial(
  {
    Websocket: nullable(shape({ Url: TEXT }, { ConnectionExpiry: t.unknown }, 'websocket')),
    ConnectionCredentials: nullable(shape({ ConnectionToken: BEARER }, { Expiry: t.unknown }, 'credentials')),
    WebRTCConnection: t.unknown,
  },
  'connection',
);

/**
 * Obtains a socket URL and a connection token for a participant token.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html
 */
export const CREATE_PARTICIPANT_CONNECTION: Operation<
  CreateParticipantConnectionInput,
  CreateParticipantConnectionOutput
> = {
  name: 'CreateParticipantConnection',
  method: 'POST',
  path: () => '/participant/connection',
  encode: ({ type, connectParticipant }) => JSON.stringify({ Type: type, ConnectParticipant: connectParticipant }),
  decode: readAnswer('CreateParticipantConnection', ANSWER, ({ Websocket, ConnectionCredentials, WebRTCConnection }) =>
    present({
      websocket:
        Websocket && present({ url: Websocket.Url, expiresAt: readOptionalInstant(Websocket.ConnectionExpiry) }),
      credentials:
        ConnectionCredentials &&
        present({
          connectionToken: ConnectionCredentials.ConnectionToken,
          expiresAt: readOptionalInstant(ConnectionCredentials.Expiry),
        }),
      webRtc: WebRTCConnection,
    }),
  ),
};
