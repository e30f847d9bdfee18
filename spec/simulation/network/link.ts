import { Subject, type Subscriber } from 'rxjs';
import { SocketError } from '../../../lib/chat/errors.js';
import type { Socket } from '../../../lib/engine/ports.js';
import type { Peer } from '../service/hub.js';
import type { Owner } from '../virtual-time.js';
import type { NetworkConfig } from './network.js';

/** One socket between a process and the service, from the handshake on. */
export interface Link {
  readonly number: number;
  /** From here on it swallows everything, and neither side knows. */
  readonly goDeaf: () => void;
  /** Ends it with a close code, seen by the process after the latency. */
  readonly cut: (code: number) => void;
  /** The process closes it, or is gone. */
  readonly leave: () => void;
  readonly isSubscribed: () => boolean;
}

/** How long the service takes to notice that a process has died. */
const NOTICE_MS = 3_000;

/** Opens a socket. What is sent on it arrives in order. */
export const openLink = (
  { time, random, traits, conditions, service, note }: NetworkConfig,
  owner: Owner,
  number: number,
  url: string,
  subscriber: Subscriber<Socket>,
): Link => {
  const frame$ = new Subject<unknown>();
  let isDeaf = false;
  let isOpen = false;
  let isOver = false;
  let isSubscribed = false;
  let arrivesAt = 0;

  const latency = (): number => Math.round(traits.latencyMs * (0.5 + random.next()));
  /** Later than all that was sent before. */
  const arrive = (run: () => void): void => {
    arrivesAt = Math.max(arrivesAt, time.now() + latency());
    time.after(arrivesAt - time.now(), () => !isOver && run(), owner);
  };
  const over = (error: SocketError): void => {
    if (isOver) return;
    isOver = true;
    note({ type: 'socket', socket: number, did: 'closed' });
    subscriber.error(error);
  };

  const peer: Peer = {
    number,
    push: (text) => {
      if (isDeaf) return;
      arrive(() => {
        if (isDeaf) return;
        if (!isSubscribed && text.includes('"success"')) {
          isSubscribed = true;
          note({ type: 'socket', socket: number, did: 'subscribed' });
        }
        frame$.next(text);
      });
    },
    close: (code) => !isDeaf && arrive(() => over(new SocketError(code))),
  };

  const send = (text: string): void => {
    if (isOver || isDeaf) return;
    time.after(latency(), () => !isDeaf && service.hub.receive(peer, text));
  };

  const shakeHands = (): void => {
    const fate = conditions.handshake();
    if (fate?.type === 'hang') return;
    const refusal = fate?.status ?? service.refusalOf(url);
    if (fate !== undefined || refusal !== undefined) return arrive(() => over(new SocketError(fate?.code, refusal)));
    service.hub.open(peer);
    arrive(() => {
      isOpen = true;
      note({ type: 'socket', socket: number, did: 'opened' });
      subscriber.next({ frame$: frame$.asObservable(), send });
    });
  };

  note({ type: 'socket', socket: number, did: 'opening' });
  time.after(latency() * 2, shakeHands);

  return {
    number,
    isSubscribed: () => isSubscribed,
    goDeaf: () => (isDeaf = true),
    cut: (code) => {
      service.hub.closed(peer);
      arrive(() => over(new SocketError(code)));
    },
    leave: () => {
      if (!isOver) note({ type: 'socket', socket: number, did: 'closed' });
      isOver = true;
      time.after(owner.isAlive() || !isOpen ? latency() : NOTICE_MS, () => service.hub.closed(peer));
    },
  };
};
