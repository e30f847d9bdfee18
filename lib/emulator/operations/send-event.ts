import { randomUUID } from 'node:crypto';

import { eventType } from '../chat/content-type.js';
import { announceEvent, join } from '../chat/membership.js';
import type { Item } from '../chat/item.js';
import { recordReceipt } from '../chat/record-receipt.js';
import { toIso } from '../clock.js';
import { requiredText } from '../http/field.js';
import { invalid, ServiceError } from '../http/service-error.js';
import { isRecord, parseJson } from '../json.js';
import type { Service } from '../service.js';
import type { Call, Operation } from './call.js';
import { contentOf } from './content.js';

const MAX_PARTICIPANTS_FOR_RECEIPTS = 2;

const messageIdOf = (content: string | undefined): string => {
  const parsed = parseJson(content ?? '');
  const messageId = isRecord(parsed) ? parsed.messageId : undefined;
  if (typeof messageId !== 'string' || messageId === '') throw invalid('Content must be JSON with a messageId.');
  return messageId;
};

const receipt = (service: Service, call: Call, read: boolean): Item | undefined => {
  const messageId = messageIdOf(contentOf(service, call.body));
  const active = call.member.chat.participants().filter((one) => one.state() !== 'left');
  if (active.length > MAX_PARTICIPANTS_FOR_RECEIPTS) {
    throw new ServiceError('ConflictException', 'Operation can not be performed due to the state of the contact.');
  }
  return recordReceipt(service, call.member, { messageId, read }, { echo: call.echo });
};

const happen = (service: Service, call: Call): Item | undefined => {
  const { chat, participant } = call.member;
  switch (requiredText(call.body, 'ContentType', { max: 100 })) {
    case eventType('typing'):
      contentOf(service, call.body);
      return announceEvent(service, chat, 'typing', participant.speaker(), { echo: call.echo });
    case eventType('message.delivered'):
      return receipt(service, call, false);
    case eventType('message.read'):
      return receipt(service, call, true);
    case eventType('connection.acknowledged'):
      join(service, call.member);
      return undefined;
    default:
      throw invalid('ContentType is not an event that can be sent.');
  }
};

/** Sends typing, a receipt or an obsolete acknowledgement; what nobody is told of still gets an id. */
export const sendEvent: Operation = (service, call) => {
  const item = happen(service, call);
  return { Id: item?.Id ?? randomUUID(), AbsoluteTime: item?.AbsoluteTime ?? toIso(service.clock.now()) };
};
