import type { Item } from '../chat/item.js';
import type { JsonRecord } from '../json.js';
import { chatFrame } from './chat-frame.js';
import type { Closing, Closure, Connections } from './closing.js';
import type { Connection } from './connection.js';

/** All open sockets, by participant. */
export interface SocketHub {
  readonly add: (connection: Connection) => void;
  readonly remove: (connection: Connection, closure: Closure) => void;
  /** The participant's open sockets, oldest first. */
  readonly of: (participantId: string) => ReadonlyArray<Connection>;
  /** Pushes an item to every subscribed socket of the participants. */
  readonly push: (participantIds: ReadonlyArray<string>, item: Item | JsonRecord) => void;
  /** Closes the participant's sockets and returns how many there were. */
  readonly close: (participantId: string, closing: Closing) => number;
  /** Counts the sockets of these participants, or of all. */
  readonly count: (participantIds: ReadonlyArray<string> | undefined) => Connections;
}

/** Makes a hub without sockets that remembers the ends of at most `limit` of them. */
export const createSocketHub = (limit: number): SocketHub => {
  const connections = new Map<string, ReadonlyArray<Connection>>();
  const closures: Closure[] = [];
  const opened = new Map<string, number>();
  const of = (participantId: string): ReadonlyArray<Connection> => connections.get(participantId) ?? [];

  return {
    add: (connection) => {
      const { participantId } = connection;
      connections.set(participantId, [...of(participantId), connection]);
      opened.set(participantId, (opened.get(participantId) ?? 0) + 1);
    },
    remove: (connection, closure) => {
      const { participantId } = connection;
      connections.set(
        participantId,
        of(participantId).filter((one) => one !== connection),
      );
      closures.push(closure);
      if (closures.length > limit) closures.shift();
    },
    of,
    push: (participantIds, item) => {
      const text = chatFrame(item);
      const subscribed = participantIds.flatMap(of).filter((one) => one.isSubscribed());
      subscribed.forEach((one) => one.deliver({ item, text }));
    },
    close: (participantId, closing) => {
      const open = of(participantId);
      open.forEach((one) => one.close(closing));
      return open.length;
    },
    count: (participantIds = [...opened.keys()]) => {
      const open = participantIds.flatMap(of);
      return {
        open: open.length,
        subscribed: open.filter((one) => one.isSubscribed()).length,
        opened: participantIds.reduce((sum, id) => sum + (opened.get(id) ?? 0), 0),
        closures: closures.filter((one) => participantIds.includes(one.participantId)),
      };
    },
  };
};
