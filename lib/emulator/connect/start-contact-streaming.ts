import { randomUUID } from 'node:crypto';

import { requiredText } from '../http/field.js';
import { invalid } from '../http/service-error.js';
import { isRecord, type JsonRecord } from '../json.js';
import type { Service } from '../service.js';
import { activeChatOf } from './chat-of.js';

/** Starts message streaming, as `StartContactStreaming` does; nothing is published anywhere. */
export const startContactStreaming = (service: Service, body: JsonRecord): JsonRecord => {
  requiredText(body, 'InstanceId', { max: 250 });
  const { ChatStreamingConfiguration: configuration } = body;
  if (!isRecord(configuration)) throw invalid('ChatStreamingConfiguration is required.');
  requiredText(configuration, 'StreamingEndpointArn', { max: 350 });
  activeChatOf(service, body).startStreaming();
  return { StreamingId: randomUUID() };
};
