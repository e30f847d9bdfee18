import { AccessDeniedError, NetworkError, SocketError } from '../../lib/chat/errors.js';
import type { Signal, SignalType } from '../../lib/engine/signal.js';
import { IDLE, nextStatus, type SessionStatus } from '../../lib/engine/status.js';
import { message } from '../support/items.js';

const error = new NetworkError();

const statuses: { readonly [T in SessionStatus['type']]: Extract<SessionStatus, { readonly type: T }> } = {
  idle: { type: 'idle' },
  connecting: { type: 'connecting' },
  live: { type: 'live' },
  waiting: { type: 'waiting', attempt: 1, resumesAt: 5, error },
  ended: { type: 'ended', reason: 'ended' },
  failed: { type: 'failed', error },
};

const signals: { readonly [T in SignalType]: Extract<Signal, { readonly type: T }> } = {
  offline: { type: 'offline' },
  connecting: { type: 'connecting' },
  connection: { type: 'connection', connection: { number: 1, url: 'url', refreshAt: 1 } },
  credentials: { type: 'credentials', credentials: { connectionToken: 'token' } },
  waiting: { type: 'waiting', attempt: 2, resumesAt: 9, error },
  subscribed: { type: 'subscribed', number: 1 },
  refused: { type: 'refused', number: 1, error: new SocketError() },
  lost: { type: 'lost', error: new SocketError() },
  suspect: { type: 'suspect' },
  assured: { type: 'assured' },
  doubt: { type: 'doubt', heartbeat: 'ping' },
  item: { type: 'item', item: message('a', 1) },
  reading: { type: 'reading', reason: 'audit' },
  stalled: { type: 'stalled' },
  continued: { type: 'continued', reason: 'audit' },
  page: { type: 'page', items: [] },
  skipped: { type: 'skipped', items: [] },
  restored: { type: 'restored', items: [] },
  gap: { type: 'gap', reason: 'overlapNotFound' },
  caughtUp: { type: 'caughtUp', places: [], over: false },
  sent: { type: 'sent', id: 'a' },
  denied: { type: 'denied', connectionToken: 'token' },
  left: { type: 'left' },
  repair: { type: 'repair', reason: 'requested' },
  closing: { type: 'closing', reason: 'disconnected' },
  ended: { type: 'ended', reason: 'disconnected' },
  failed: { type: 'failed', error: new AccessDeniedError() },
  diagnostic: { type: 'diagnostic', diagnostic: { type: 'gatewayError', at: 1 } },
};

const MOVING = [
  'connecting',
  'waiting',
  'subscribed',
  'suspect',
  'assured',
  'doubt',
  'lost',
  'offline',
  'ended',
  'failed',
] as const;
const STANDING = Object.values(signals).filter(({ type }) => !MOVING.some((moving) => moving === type));

describe('IDLE', () => {
  it('is where a session begins', () => {
    expect(IDLE).toEqual({ type: 'idle' });
  });
});

describe('nextStatus', () => {
  it.each([
    ['idle', 'connecting', 'connecting'],
    ['idle', 'waiting', 'waiting'],
    ['idle', 'subscribed', 'live'],
    ['connecting', 'waiting', 'waiting'],
    ['connecting', 'subscribed', 'live'],
    ['waiting', 'connecting', 'connecting'],
    ['waiting', 'waiting', 'waiting'],
    ['waiting', 'subscribed', 'live'],
    ['live', 'lost', 'connecting'],
    ['connecting', 'offline', 'idle'],
    ['waiting', 'offline', 'idle'],
    ['live', 'offline', 'idle'],
    ['connecting', 'ended', 'ended'],
    ['waiting', 'ended', 'ended'],
    ['live', 'ended', 'ended'],
    ['connecting', 'failed', 'failed'],
    ['waiting', 'failed', 'failed'],
  ] as const)('leads from %s by %s to %s', (from, by, to) => {
    expect(nextStatus(statuses[from], signals[by]).type).toBe(to);
  });

  it.each([
    ['live', 'connecting'],
    ['live', 'waiting'],
    ['live', 'subscribed'],
    ['connecting', 'connecting'],
  ] as const)('stays %s at %s', (from, by) => {
    expect(nextStatus(statuses[from], signals[by])).toBe(statuses[from]);
  });

  it.each(['suspect', 'doubt'] as const)('is not certain to be live at %s', (by) => {
    const suspect = nextStatus(statuses.live, signals[by]);
    expect(suspect).toEqual({ type: 'live', suspect: true });
    expect(nextStatus(suspect, signals[by])).toBe(suspect);
    for (const other of [statuses.idle, statuses.connecting, statuses.waiting, statuses.ended, statuses.failed])
      expect(nextStatus(other, signals[by])).toBe(other);
  });

  it.each(['assured', 'subscribed'] as const)('is certain again at %s', (by) => {
    expect(nextStatus(nextStatus(statuses.live, signals.suspect), signals[by])).toEqual({ type: 'live' });
  });

  it('is live at an answer only where it was', () => {
    expect(nextStatus(statuses.connecting, signals.assured)).toBe(statuses.connecting);
  });

  it.each(STANDING.map((signal) => [signal.type, signal] as const))('is not moved by %s', (_, signal) => {
    for (const status of Object.values(statuses)) expect(nextStatus(status, signal)).toBe(status);
  });

  it('carries what the signal says', () => {
    expect(nextStatus(statuses.connecting, signals.waiting)).toEqual({
      type: 'waiting',
      attempt: 2,
      resumesAt: 9,
      error,
    });
    expect(nextStatus(statuses.live, signals.ended)).toEqual({ type: 'ended', reason: 'disconnected' });
    expect(nextStatus(statuses.connecting, signals.failed)).toEqual({
      type: 'failed',
      error: new AccessDeniedError(),
    });
  });
});
