import type { Position } from '../../lib/chat/event.js';
import type { Signal } from '../../lib/engine/signal.js';

const ids = (positions: ReadonlyArray<Position>): string => positions.map(({ id }) => id).join(' ');

/** A signal in a few words: its type, then what matters of it. */
export const signalText = (signal: Signal): string => {
  switch (signal.type) {
    case 'connection':
      return `connection ${signal.connection.number} ${signal.connection.url} until ${signal.connection.refreshAt}`;
    case 'credentials':
      return `credentials ${signal.credentials.connectionToken} until ${signal.credentials.renewAt ?? 'refused'}`;
    case 'waiting':
      return `waiting ${signal.attempt} until ${signal.resumesAt} ${signal.error.name}`;
    case 'subscribed':
      return `subscribed ${signal.number}`;
    case 'refused':
      return `refused ${signal.number} ${signal.error.name}`;
    case 'lost':
    case 'failed':
      return `${signal.type} ${signal.error.name}`;
    case 'doubt':
      return `doubt ${signal.heartbeat}`;
    case 'item':
      return `item ${signal.item.id}`;
    case 'page':
      return `page ${ids(signal.items)}${signal.frontier === undefined ? '' : ` up to ${signal.frontier.id}`}`;
    case 'restored':
    case 'skipped':
      return `${signal.type} ${ids(signal.items)}`;
    case 'gap':
      return `gap ${signal.reason} ${signal.after?.id ?? '-'} ${signal.before?.id ?? '-'}`;
    case 'caughtUp':
      return `caughtUp ${ids(signal.places)}${signal.over ? ' over' : ''}`;
    case 'sent':
      return `sent ${signal.id}`;
    case 'denied':
      return `denied ${signal.connectionToken}`;
    case 'reading':
    case 'continued':
    case 'repair':
    case 'closing':
    case 'ended':
      return `${signal.type} ${signal.reason}`;
    case 'diagnostic':
      return `diagnostic ${signal.diagnostic.type}`;
    case 'offline':
    case 'connecting':
    case 'stalled':
    case 'left':
    case 'suspect':
    case 'assured':
      return signal.type;
  }
};
