import { announceEvent } from '../chat/membership.js';
import { requiredText } from '../http/field.js';
import { invalid } from '../http/service-error.js';
import type { Service } from '../service.js';
import type { AuthenticationSession } from './authentication-sessions.js';
import type { Call, Operation } from './call.js';

const SESSION_ID_LENGTH = 36;

const sessionOf = (service: Service, { body, member }: Call): AuthenticationSession => {
  const sessionId = requiredText(body, 'SessionId', { min: SESSION_ID_LENGTH, max: SESSION_ID_LENGTH });
  const session = service.authentications.get(sessionId);
  if (session?.participant !== member.participant) throw invalid('The authentication session is unknown.');
  return session;
};

/** Gives the URL at which the customer logs in, as long as the request for it is fresh. */
export const getAuthenticationUrl: Operation = (service, call) => {
  const redirectUri = requiredText(call.body, 'RedirectUri', { max: 1_024 });
  const { sessionId, expiresAt } = sessionOf(service, call);
  if (expiresAt <= service.clock.now()) throw invalid('The authentication session has expired.');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'emulator',
    redirect_uri: redirectUri,
    state: sessionId,
  });
  return { AuthenticationUrl: `http://${service.authority()}/oauth2/authorize?${query.toString()}` };
};

/** Opts out of authentication. */
export const cancelParticipantAuthentication: Operation = (service, call) => {
  const { sessionId } = sessionOf(service, call);
  service.authentications.delete(sessionId);
  const { chat } = call.member;
  announceEvent(service, chat, 'authentication.cancelled', chat.flow, { echo: call.echo });
  return {};
};
