import type { Membership } from '../chat/chat-registry.js';
import type { OperationName } from '../operation-name.js';
import type { Service } from '../service.js';
import { accessDenied, invalid } from './service-error.js';

/** Finds whose bearer this is, whether or not it still counts. */
export const bearerOf = (
  service: Service,
  operation: OperationName,
  bearer: string | undefined,
): Membership | undefined => {
  if (bearer === undefined) return undefined;
  return operation === 'CreateParticipantConnection'
    ? service.chats.byParticipantToken(bearer)
    : service.connectionTokens.redeem(bearer);
};

/** A token that turns out to be void takes its siblings along, so that only a new one helps. */
const expires = (service: Service, operation: OperationName, { participant: { participantId } }: Membership): boolean =>
  operation !== 'CreateParticipantConnection' &&
  service.faults.draw(['token.expire'], { operation, participantId }) !== undefined &&
  service.connectionTokens.revoke(participantId) > 0;

/** Gives the participant for whom the bearer speaks, or throws a refusal. Each operation accepts one kind of token. */
export const authorize = (service: Service, operation: OperationName, bearer: string | undefined): Membership => {
  if (bearer !== undefined && bearer.length > 1_000) throw invalid('X-Amz-Bearer must have length between 1 and 1000.');
  const member = bearerOf(service, operation, bearer);
  if (member === undefined || expires(service, operation, member)) throw accessDenied();
  const endedAt = member.chat.endedAt();
  const isOver =
    endedAt === undefined
      ? member.participant.state() === 'left'
      : service.clock.now() >= endedAt + service.settings.afterEndGraceMs;
  if (isOver) throw accessDenied();
  return member;
};
