import type { Conditions } from '../network/conditions.js';
import type { Traits } from '../plan/traits.js';
import type { VirtualTime } from '../virtual-time.js';

/** The service's end of a socket. */
export interface Peer {
  readonly number: number;
  readonly push: (text: string) => void;
  readonly close: (code: number) => void;
}

/** The service's sockets. */
export interface Hub {
  readonly open: (peer: Peer) => void;
  readonly receive: (peer: Peer, text: string) => void;
  /** The other side has closed. */
  readonly closed: (peer: Peer) => void;
  /** Pushes an item to every socket that has subscribed. */
  readonly publish: (item: object) => void;
  readonly peers: () => ReadonlyArray<Peer>;
}

/** The service allows a participant so many sockets; one more costs the oldest. */
const MAX_SOCKETS = 5;

const SUBSCRIBED = '{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}';
const HEARTBEAT = '{"topic":"aws/heartbeat"}';
const PONG = '{"topic":"aws/ping","statusCode":200,"statusContent":"OK"}';

/** The answer of a service that is well. */
const ANSWERS: ReadonlyMap<string, string> = new Map([
  ['aws/subscribe', SUBSCRIBED],
  ['aws/heartbeat', HEARTBEAT],
  ['aws/ping', PONG],
]);

const TOPICS = [...ANSWERS.keys()];

export const createHub = (time: VirtualTime, traits: Traits, conditions: Conditions): Hub => {
  const open = new Map<Peer, { isSubscribed: boolean }>();

  const close = (peer: Peer, code: number): void => {
    if (open.delete(peer)) peer.close(code);
  };

  const publish = (text: string): void => {
    for (const [peer, { isSubscribed }] of open) {
      if (!isSubscribed) continue;
      const instead = conditions.push(text);
      if (instead === undefined) peer.push(text);
      // Late frames go to whatever socket is there by then.
      else
        for (const { text: other, afterMs } of instead) {
          if (afterMs === 0) peer.push(other);
          else time.after(afterMs, () => newest()?.push(other));
        }
    }
  };

  const newest = (): Peer | undefined => {
    const subscribed = [...open].filter(([, { isSubscribed }]) => isSubscribed);
    return subscribed[subscribed.length - 1]?.[0];
  };

  return {
    peers: () => [...open.keys()],
    open: (peer) => {
      open.set(peer, { isSubscribed: false });
      const [oldest] = open.keys();
      if (open.size > MAX_SOCKETS && oldest !== undefined) close(oldest, 1001);
      time.after(traits.connectionLifeMs, () => close(peer, 1001));
    },
    receive: (peer, text) => {
      const state = open.get(peer);
      if (state === undefined) return;
      // The frames of a client are few and known: no need to parse each heartbeat of a day.
      const topic = TOPICS.find((known) => text.includes(known)) ?? '';
      const fate = conditions.reply(topic);
      if (fate?.type === 'close') return close(peer, fate.code);
      if (fate?.type === 'say') return peer.push(fate.text);
      if (fate?.type === 'silence') return;
      if (topic === 'aws/subscribe') state.isSubscribed = true;
      const answer = ANSWERS.get(topic) ?? '{"message":"Forbidden","connectionId":"c","requestId":"r"}';
      if (fate?.type === 'wait') time.after(fate.ms, () => peer.push(answer));
      else peer.push(answer);
    },
    closed: (peer) => void open.delete(peer),
    publish: (item) => {
      const text = JSON.stringify({
        content: JSON.stringify(item),
        contentType: 'application/json',
        topic: 'aws/chat',
      });
      if (traits.pushLagMs === 0) publish(text);
      else time.after(traits.pushLagMs, () => publish(text));
    },
  };
};
