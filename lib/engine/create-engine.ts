import { Observable } from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import { checkCheckpoint } from '../protocol/check-checkpoint.js';
import { checkDetails } from '../protocol/check-details.js';
import { checkNames, checkObject } from '../protocol/check-object.js';
import { participantEndpoint } from '../protocol/participant-endpoint.js';
import { checkOptions, type ChatDetails, type SessionOptions } from './chat-details.js';
import type { Session } from './session.js';
import { createSession, type Shared } from './create-session.js';
import { createBudget } from './participant/budget.js';
import { enginePolicies, sessionPolicies, type PolicyChanges } from './policies.js';
import type { Ports } from './ports.js';
import { readPorts } from './read-ports.js';

/** Where the service is, and by what rules and means it is reached. */
export interface EngineConfig {
  /** AWS region, such as `us-west-2`. Either this or `endpoint`, not both. */
  readonly region?: string | undefined;
  /** Base URL of the participant service, where it is not the region's own. Plain http only on loopback. */
  readonly endpoint?: string | undefined;
  /** @defaultValue `false` */
  readonly useFipsEndpoint?: boolean | undefined;
  /** @defaultValue `false` */
  readonly useDualstackEndpoint?: boolean | undefined;
  /** Replaces parts of the platform. */
  readonly ports?: { readonly [Name in keyof Ports]?: Ports[Name] | undefined } | undefined;
  readonly policies?: PolicyChanges | undefined;
}

const CONFIG: Readonly<Record<keyof EngineConfig, true>> = {
  region: true,
  endpoint: true,
  useFipsEndpoint: true,
  useDualstackEndpoint: true,
  ports: true,
  policies: true,
};

/** Many sessions of one Connect instance, in one process. They share its rate budget. */
export interface Engine {
  /** Prepares a session; nothing happens before it connects. Throws an `InvalidArgumentError` on unusable details. */
  readonly session: (details: ChatDetails, options?: SessionOptions) => Session;
}

/**
 * Creates an engine on the ports of a platform. Throws an `InvalidArgumentError` that names the first field that is
 * unknown or unusable.
 */
export const createEngine = (platform: Ports, config: EngineConfig): Engine => {
  checkObject('config', config, 'a region or an endpoint');
  checkNames('config', config, Object.keys(CONFIG), '');
  const ports = readPorts(config.ports, platform);
  const policies = enginePolicies(config.policies);
  const shared: Shared = {
    ports,
    policies,
    endpoint: participantEndpoint(config),
    budget: createBudget({ clock: ports.clock, rates: policies.rates }),
  };
  return {
    session: (details, options = {}) => {
      checkDetails(details);
      if (details.resumeFrom !== undefined) checkCheckpoint(details.resumeFrom, details.contactId);
      checkOptions(options);
      return createSession({ ...shared, policies: sessionPolicies(options.policies, policies) }, details, options);
    },
  };
};

/**
 * A session's events, and nothing else of it. Cold: one subscription is one session's life; unsubscribing goes
 * offline without leaving the chat. Completes after `chatEnded`, errors when the session could not begin.
 */
export const eventsOf = (session: () => Session): Observable<ChatEvent> =>
  new Observable((subscriber) => {
    const { event$, connect } = session();
    subscriber.add(event$.subscribe(subscriber));
    subscriber.add(connect());
  });
