import http, { type Agent } from 'node:http';
import https from 'node:https';
import { InvalidArgumentError } from '../chat/errors.js';
import type { AgentChoice } from './agent-choice.js';

/** The agent for a URL: requests and sockets ask alike, `wss:` as `https:`. */
export type AgentOf = (url: string) => Agent;

const isSecure = (protocol: string): boolean => protocol === 'https:' || protocol === 'wss:';

/** Node's global agents, read anew each time: they may be replaced by some that use a proxy. */
export const globalAgents: AgentOf = (url) => (isSecure(new URL(url).protocol) ? https : http).globalAgent;

/** Makes a choice of agents. Throws an {@link InvalidArgumentError} where there is something else than an agent. */
export const agentsOf = (choice: AgentChoice | undefined): AgentOf => {
  if (choice === undefined) return globalAgents;
  if (typeof choice === 'function') {
    return (url) => {
      const agent = choice(new URL(url));
      return agent === undefined ? globalAgents(url) : servingAgent(agent, url);
    };
  }
  if (isAgent(choice)) return (url) => servingAgent(choice, url);
  const pair = byProtocol(choice);
  return (url) => {
    const agent = isSecure(new URL(url).protocol) ? pair.https : pair.http;
    return agent === undefined ? globalAgents(url) : servingAgent(agent, url);
  };
};

interface Pair {
  readonly http: Agent | undefined;
  readonly https: Agent | undefined;
}

/** Of whatever realm: what inherits more than an object literal does is something of its own, and no pair. */
const isLiteral = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const byProtocol = (choice: unknown): Pair => {
  if (typeof choice !== 'object' || choice === null || !isLiteral(choice)) throw notAgent();
  const { http: plain, https: secure, ...others }: { readonly http?: unknown; readonly https?: unknown } = choice;
  if (Object.keys(others).length > 0) throw notAgent();
  return {
    http: plain === undefined ? undefined : checkedAgent(plain),
    https: secure === undefined ? undefined : checkedAgent(secure),
  };
};

/** An agent that was made for the other protocol would only throw, each time anew. */
const servingAgent = (given: unknown, url: string): Agent => {
  const agent = checkedAgent(given);
  const protocol = isSecure(new URL(url).protocol) ? 'https:' : 'http:';
  // Node's own have it as a property; those that serve both compute it.
  const own: unknown = Object.getOwnPropertyDescriptor(agent, 'protocol')?.value;
  if (typeof own === 'string' && own !== protocol) {
    throw new InvalidArgumentError('agent', `serves ${own.slice(0, -1)} only: give one for each protocol`);
  }
  return agent;
};

const checkedAgent = (agent: unknown): Agent => {
  if (!isAgent(agent)) throw notAgent();
  return agent;
};

/** What Node calls of an agent is this method, which is not documented; undici's agents and dispatchers do not have it. */
const isAgent = (agent: unknown): agent is Agent =>
  typeof agent === 'object' && agent !== null && 'addRequest' in agent && typeof agent.addRequest === 'function';

const notAgent = (): InvalidArgumentError =>
  new InvalidArgumentError(
    'agent',
    'must be an agent of node:http, { http, https } of them, or a function that gives one',
  );
