import { CONNECT_OPERATIONS } from '../connect/connect-call.js';
import { isRecord, type JsonRecord } from '../json.js';
import type { ConnectOperation, ParticipantOperation } from '../operation-name.js';
import type { Call } from '../operations/call.js';
import { OPERATIONS } from '../operations/operations.js';
import type { Service } from '../service.js';
import { authorize } from './authorize.js';
import { readJsonBody } from './body.js';
import { optionalText } from './field.js';
import type { Inbound } from './inbound.js';
import { ServiceError } from './service-error.js';

const IDEMPOTENT: ReadonlySet<string> = new Set([
  'SendMessage',
  'SendEvent',
  'DisconnectParticipant',
  'StartAttachmentUpload',
  'CompleteAttachmentUpload',
  'StartChatContact',
  'CreateParticipant',
  'StartContactStreaming',
]);

const isParticipantOperation = (operation: string): operation is ParticipantOperation => operation in OPERATIONS;
const isConnectOperation = (operation: string): operation is ConnectOperation => operation in CONNECT_OPERATIONS;

/** Acts once per client token: who repeats a call in time gets the first answer again, and nothing happens. */
const once = (
  service: Service,
  operation: string,
  caller: string,
  body: JsonRecord,
  act: () => JsonRecord,
): JsonRecord => {
  const token = IDEMPOTENT.has(operation) ? optionalText(body, 'ClientToken', { min: 0, max: 500 }) : undefined;
  if (token === undefined || token === '') return act();
  const key = JSON.stringify([caller, operation, token]);
  const now = service.clock.now();
  const before = service.answered.get(key);
  if (before !== undefined && now - before.at < service.settings.clientTokenMs) return before.answer;
  const answer = act();
  service.answered.set(key, { at: now, answer });
  return answer;
};

/** Does what a request to either API asks for and gives the body of its answer; throws `ServiceError` for a refusal. */
export const perform = (
  service: Service,
  inbound: Inbound,
  bytes: Buffer | undefined,
  echo: Call['echo'],
): JsonRecord => {
  const { operation, pathname, headers } = inbound;
  if (isParticipantOperation(operation)) {
    const member = authorize(service, operation, headers['x-amz-bearer']);
    const body = operation === 'DescribeView' ? {} : readJsonBody(bytes);
    const call: Call = { member, body, path: pathname, echo };
    return once(service, operation, member.participant.participantId, body, () => OPERATIONS[operation](service, call));
  }
  if (isConnectOperation(operation)) {
    const body = readJsonBody(bytes);
    return once(service, operation, 'account', body, () => CONNECT_OPERATIONS[operation](service, body));
  }
  throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
};

/** The body as the request log shows it. */
export const loggedBody = (bytes: Buffer | undefined): unknown => {
  try {
    const body = readJsonBody(bytes);
    return isRecord(body) ? body : undefined;
  } catch {
    return bytes?.toString();
  }
};
