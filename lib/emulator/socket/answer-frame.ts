import { randomUUID } from 'node:crypto';

import type { Membership } from '../chat/chat-registry.js';
import { join } from '../chat/membership.js';
import { postpone } from '../faults/postpone.js';
import { isRecord, parseJson, type JsonRecord } from '../json.js';
import type { Service } from '../service.js';
import type { Connection } from './connection.js';

const CHAT_TOPIC = 'aws/chat';
const SUBSCRIBE_FAULTS = ['subscribe.failure', 'subscribe.silence', 'subscribe.delay', 'subscribe.close'] as const;
const HANDOVER_FAULTS = ['handover.loseOld', 'handover.loseNew'] as const;
const DEFAULT_DELAY_MS = 200;

const parseFrame = (text: string, frames: 'lenient' | 'strict'): JsonRecord => {
  const parsed = parseJson(text) ?? (frames === 'lenient' ? parseJson(text.slice(0, text.lastIndexOf('}') + 1)) : {});
  return isRecord(parsed) ? parsed : {};
};

const topicsOf = (frame: JsonRecord): ReadonlyArray<unknown> => {
  const content = isRecord(frame.content) ? frame.content : {};
  return Array.isArray(content.topics) ? content.topics : [];
};

const answerSubscribe = (service: Service, member: Membership, connection: Connection, frame: JsonRecord): void => {
  const topics = topicsOf(frame);
  const { participantId } = connection;
  const others = service.sockets.of(participantId).filter((one) => one !== connection);
  const possible = others.length > 0 ? [...SUBSCRIBE_FAULTS, ...HANDOVER_FAULTS] : SUBSCRIBE_FAULTS;
  const strike = service.faults.draw(possible, { participantId });
  const closing = { code: strike?.code ?? 1011, reason: strike?.reason ?? '' };
  if (strike?.fault === 'subscribe.silence') return;
  if (strike?.fault === 'subscribe.close' || strike?.fault === 'handover.loseNew') {
    connection.close(closing);
    return;
  }
  if (strike?.fault === 'handover.loseOld') others.forEach((one) => one.close(closing));
  const isHeard = topics.length > 0 && topics.every((topic) => topic === CHAT_TOPIC);
  const isAccepted = isHeard && strike?.fault !== 'subscribe.failure';
  // The subscription precedes its acknowledgement: whatever happens from here on is pushed.
  if (isAccepted) connection.subscribe(true);
  const acknowledge = (): void => {
    const status = isAccepted ? 'success' : 'failure';
    connection.say(JSON.stringify({ topic: 'aws/subscribe', content: { status, topics } }));
    if (isAccepted) join(service, member);
  };
  if (strike?.fault === 'subscribe.delay') postpone(service.timers, strike, DEFAULT_DELAY_MS, acknowledge);
  else acknowledge();
};

const answerPing = (service: Service, connection: Connection): void => {
  const { participantId } = connection;
  const strike = service.faults.draw(['ping.failure', 'ping.silence'], { participantId });
  if (strike?.fault === 'ping.silence') return;
  const reply =
    strike === undefined
      ? { statusCode: 200, statusContent: 'OK' }
      : { statusCode: strike.status ?? 500, statusContent: 'Internal Server Error' };
  connection.say(JSON.stringify({ topic: 'aws/ping', ...reply }));
};

/** Answers one text frame of a client; what is not understood is forbidden. */
export const answerFrame = (service: Service, member: Membership, connection: Connection, text: string): void => {
  const frame = parseFrame(text, service.settings.frames);
  const { participantId } = connection;
  switch (frame.topic) {
    case 'aws/subscribe': {
      answerSubscribe(service, member, connection, frame);
      return;
    }
    case 'aws/unsubscribe':
      connection.subscribe(false);
      {
        connection.say(
          JSON.stringify({ topic: 'aws/unsubscribe', content: { status: 'success', topics: topicsOf(frame) } }),
        );
        return;
      }
    case 'aws/ping': {
      answerPing(service, connection);
      return;
    }
    case 'aws/heartbeat':
      if (service.faults.draw(['heartbeat.silence'], { participantId }) !== undefined) return;
      {
        connection.say(JSON.stringify({ topic: 'aws/heartbeat' }));
        return;
      }
    default: {
      connection.say(
        JSON.stringify({ message: 'Forbidden', connectionId: connection.socketId, requestId: randomUUID() }),
      );
      return;
    }
  }
};
