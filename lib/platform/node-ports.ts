import { randomUUID } from 'node:crypto';
import { asyncScheduler, concat, NEVER, of } from 'rxjs';
import type { Ports } from '../engine/ports.js';
import { checkNames, checkObject } from '../protocol/check-object.js';
import type { AgentChoice } from './agent-choice.js';
import { agentsOf } from './node-agents.js';
import { nodeHttp } from './node-http.js';
import { openNodeSocket } from './node-socket.js';

/** How Node's ports reach the network. */
export interface NodePortsOptions {
  /**
   * Makes the connections of requests and sockets alike: where a proxy, an authority of one's own or a limit is set.
   * TLS is as the agent says. @defaultValue Node's global agents, as they are at the time of use
   */
  readonly agent?: AgentChoice | undefined;
}

/**
 * The outside world as Node has it, for `createChatEngine({ ports: nodePorts({ agent }) })`. A server is taken to be
 * online: only a failing call says otherwise. Throws an `InvalidArgumentError` on an unusable option.
 */
export const nodePorts = (options: NodePortsOptions = {}): Ports => {
  checkObject('options', options);
  checkNames('options', options, ['agent'], '');
  const agentOf = agentsOf(options.agent);
  return {
    clock: asyncScheduler,
    random: Math.random,
    newId: randomUUID,
    http: (request) => nodeHttp(request, agentOf),
    openSocket: (url, maxFrameBytes) => openNodeSocket(url, maxFrameBytes, agentOf),
    online$: concat(of(true), NEVER),
    visible$: concat(of(true), NEVER),
  };
};
