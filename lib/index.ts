import { Observable } from 'rxjs';
import type { ChatEvent } from './chat/event.js';
import { eventsOf, type EngineConfig } from './engine/create-engine.js';
import {
  chatEngineOn,
  chatSessionOn,
  type ChatConfig,
  type ChatEngine,
  type ChatSession,
} from './platform/chat-engine.js';
import { nodePorts } from './platform/node-ports.js';

/** Creates an engine: many sessions that share a rate budget. Throws an `InvalidArgumentError` on an unusable config. */
export const createChatEngine = (config: EngineConfig): ChatEngine => chatEngineOn(nodePorts(), config);

/** Creates one session. Throws an `InvalidArgumentError` on an unusable config. */
export const createChatSession = (config: ChatConfig): ChatSession => chatSessionOn(nodePorts(), config);

/**
 * The events of one chat. Cold: one subscription is one session's life, and unsubscribing goes offline without
 * leaving the chat. Completes after `chatEnded`; errors when the session could not begin. Throws an
 * `InvalidArgumentError` on an unusable config.
 */
export const chatEvents = (config: ChatConfig): Observable<ChatEvent> => eventsOf(() => createChatSession(config));
