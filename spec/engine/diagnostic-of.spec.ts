import { SocketError, SubscriptionError } from '../../lib/chat/errors.js';
import type { RepairReason } from '../../lib/engine/diagnostic.js';
import { diagnosticOf } from '../../lib/engine/diagnostic-of.js';
import type { Signal } from '../../lib/engine/signal.js';
import { message } from '../support/items.js';

const SECRET = 'wss://service.test/?signature=secret';

describe('diagnosticOf', () => {
  it('hands on what a source found', () => {
    const diagnostic = { type: 'oversizedFrame', at: 1, sizeInBytes: 9 } as const;
    expect(diagnosticOf({ type: 'diagnostic', diagnostic }, 7)).toBe(diagnostic);
  });

  it.each(['ping', 'heartbeat'] as const)('tells of a missed %s', (heartbeat) => {
    expect(diagnosticOf({ type: 'doubt', heartbeat }, 7)).toEqual({ type: 'heartbeatMissed', at: 7, heartbeat });
  });

  it('tells of a socket that was lost or never came to receive', () => {
    const [lost, refused] = [new SocketError(1006), new SubscriptionError('refused')];
    expect(diagnosticOf({ type: 'lost', error: lost }, 7)).toEqual({ type: 'socketLost', at: 7, error: lost });
    expect(diagnosticOf({ type: 'refused', number: 1, error: refused }, 7)).toEqual({
      type: 'socketLost',
      at: 7,
      error: refused,
    });
  });

  it.each<RepairReason>(['unreadableFrame', 'echoMissing', 'audit', 'requested', 'lastRead'])(
    'tells that the transcript is read again: %s',
    (reason) => {
      expect(diagnosticOf({ type: 'reading', reason }, 7)).toEqual({ type: 'repairing', at: 7, reason });
    },
  );

  it.each<Signal>([
    { type: 'reading', reason: 'connected' },
    { type: 'offline' },
    { type: 'connecting' },
    { type: 'connection', connection: { number: 1, url: SECRET, refreshAt: 1 } },
    { type: 'credentials', credentials: { connectionToken: SECRET } },
    { type: 'denied', connectionToken: SECRET },
    { type: 'item', item: message('a', 1, SECRET) },
    { type: 'caughtUp', places: [], over: false },
    { type: 'ended', reason: 'ended' },
  ])('has nothing to tell of $type', (signal) => {
    expect(diagnosticOf(signal, 7)).toBeUndefined();
  });
});
