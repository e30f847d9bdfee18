import type { ChatDetails, SessionOptions } from '../engine/chat-details.js';
import type { ChatEvent } from '../chat/event.js';
import { createEngine, type EngineConfig } from '../engine/create-engine.js';
import type { Ports } from '../engine/ports.js';
import type { Session } from '../engine/session.js';
import { checkObject } from '../protocol/check-object.js';
import { iterate } from './iterate.js';

/** A session whose events can also be read by `for await`; the loop sees what comes after its first step. */
export interface ChatSession extends Session, AsyncIterable<ChatEvent> {}

/** Many sessions of one Connect instance, in one process. They share its rate budget. */
export interface ChatEngine {
  /** Prepares a session; nothing happens before it connects. Throws an `InvalidArgumentError` on unusable details. */
  readonly session: (details: ChatDetails, options?: SessionOptions) => ChatSession;
}

/** What `createChatSession` and `chatEvents` take: where the service is, and the participant's admission. */
export interface ChatConfig extends EngineConfig, ChatDetails, Omit<SessionOptions, 'policies'> {}

/** Creates an engine on the ports of a platform, its sessions readable by `for await`. */
export const chatEngineOn = (platform: Ports, config: EngineConfig): ChatEngine => {
  const engine = createEngine(platform, config);
  return {
    session: (details, options) => {
      const session = engine.session(details, options);
      return { ...session, [Symbol.asyncIterator]: () => iterate(session.event$) };
    },
  };
};

/**
 * Creates one session with an engine of its own. Fields that it does not know are passed over here: the details of a
 * chat often come with more of the answer that they were in.
 */
export const chatSessionOn = (platform: Ports, config: ChatConfig): ChatSession => {
  checkObject('config', config, 'a region or an endpoint, a contactId and a participantToken');
  const { region, endpoint, useFipsEndpoint, useDualstackEndpoint, ports, policies, connectParticipant } = config;
  const engine = chatEngineOn(platform, { region, endpoint, useFipsEndpoint, useDualstackEndpoint, ports, policies });
  return engine.session(config, { connectParticipant });
};
