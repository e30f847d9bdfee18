import http from 'node:http';
import https from 'node:https';
import { agentsOf, globalAgents } from '../../lib/platform/node-agents.js';
import { InvalidArgumentError } from '../../lib/chat/errors.js';

const URLS = ['http://127.0.0.1/', 'ws://127.0.0.1/', 'https://a.example/', 'wss://a.example/'] as const;

/** Serves both protocols, as the agents of proxies do: which one, it computes. */
class BothAgent extends http.Agent {
  get protocol(): string {
    return 'https:';
  }
  set protocol(_: string) {
    // What Node's constructor says is not kept.
  }
}

describe('globalAgents', () => {
  const { globalAgent: plain } = http;
  const { globalAgent: secure } = https;
  afterEach(() => {
    http.globalAgent = plain;
    https.globalAgent = secure;
  });

  it('are those of the time of use, for sockets as for requests', () => {
    expect(URLS.map(globalAgents)).toEqual([plain, plain, secure, secure]);
    http.globalAgent = new http.Agent();
    https.globalAgent = new https.Agent();
    expect(URLS.map(globalAgents).map((agent) => [http.globalAgent, https.globalAgent].indexOf(agent))).toEqual([
      0, 0, 1, 1,
    ]);
  });
});

describe('agentsOf', () => {
  const plain = new http.Agent();
  const secure = new https.Agent();
  const both = new BothAgent();

  it('takes one agent for everything that it serves', () => {
    expect(URLS.map(agentsOf(both)).every((agent) => agent === both)).toBe(true);
    expect(
      URLS.slice(2)
        .map(agentsOf(secure))
        .every((agent) => agent === secure),
    ).toBe(true);
  });

  it('takes one for each protocol, and the global one for what is left out', () => {
    expect(URLS.map(agentsOf({ http: plain, https: secure })).map((agent) => agent === secure)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(agentsOf({ https: secure })(URLS[0])).toBe(http.globalAgent);
    expect(agentsOf({ http: undefined, https: secure })(URLS[0])).toBe(http.globalAgent);
    expect(agentsOf({})(URLS[3])).toBe(https.globalAgent);
    expect(agentsOf(undefined)(URLS[3])).toBe(https.globalAgent);
  });

  it('takes a choice by URL, the global one where there is none', () => {
    const seen: unknown[] = [];
    const choose = agentsOf((url) => {
      seen.push(url.hostname);
      return url.hostname === 'a.example' ? secure : undefined;
    });
    expect(choose(URLS[3])).toBe(secure);
    expect(choose(URLS[0])).toBe(http.globalAgent);
    expect(seen).toEqual(['a.example', '127.0.0.1']);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['text', 'http://proxy:8080'],
    ['a dispatcher', { dispatch: () => true, destroy: () => undefined, maxSockets: 1 }],
    ['another key', { http: plain, socks: plain }],
    ['something else in a pair', { https: 'http://proxy:8080' }],
    ['null in a pair', { https: null }],
  ])('refuses %s', (_, choice) => {
    const choose = (): unknown => Reflect.apply(agentsOf, undefined, [choice]);
    expect(choose).toThrow(InvalidArgumentError);
    expect(choose).toThrow(/^agent must be an agent of node:http/);
  });

  it('refuses what a function gives that is no agent', () => {
    expect(() => agentsOf(() => ({ maxSockets: 1, destroy: () => undefined }))(URLS[0])).toThrow(/^agent must be/);
  });

  it.each([
    [secure, URLS[0], 'https'],
    [secure, URLS[1], 'https'],
    [plain, URLS[2], 'http'],
    [plain, URLS[3], 'http'],
  ] as const)('refuses an agent that serves the other protocol only', (agent, url, served) => {
    expect(() => agentsOf(agent)(url)).toThrow(
      new InvalidArgumentError('agent', `serves ${served} only: give one for each protocol`),
    );
    expect(() => agentsOf({ http: agent, https: agent })(url)).toThrow(InvalidArgumentError);
  });
});
