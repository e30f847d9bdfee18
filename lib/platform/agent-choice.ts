/**
 * An agent of `node:http`: Node's own, or one that is made like them, such as those of `https-proxy-agent` and
 * `proxy-agent`. Told by two of its members, so that these types need none of Node's.
 */
export interface AgentLike {
  readonly maxSockets: number;
  readonly destroy: () => unknown;
}

/** One agent for everything, one for each protocol, or a choice by URL. What is left out goes by the global agents. */
export type AgentChoice =
  | AgentLike
  | { readonly http?: AgentLike | undefined; readonly https?: AgentLike | undefined }
  | ((url: URL) => AgentLike | undefined);
