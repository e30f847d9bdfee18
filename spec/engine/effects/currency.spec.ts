import { SocketError } from '../../../lib/chat/errors.js';
import { nextCurrency, UNKNOWN } from '../../../lib/engine/effects/currency.js';
import type { Signal } from '../../../lib/engine/signal.js';

const SIGNALS: Readonly<Record<string, Signal>> = {
  s: { type: 'subscribed', number: 1 },
  r: { type: 'reading', reason: 'connected' },
  u: { type: 'caughtUp', places: [], over: false },
  l: { type: 'lost', error: new SocketError() },
  o: { type: 'offline' },
  d: { type: 'doubt', heartbeat: 'ping' },
  c: { type: 'connecting' },
};
const isCurrent = (signals: string): boolean =>
  signals.split('').reduce((before, name) => nextCurrency(before, SIGNALS[name]!), UNKNOWN).isCurrent;

describe('nextCurrency', () => {
  it.each(['sru', 'sruru', 'srucs', 'srulsru', 'srudru'])(
    'is current when it has been read while a socket receives: %s',
    (all) => expect(isCurrent(all)).toBe(true),
  );

  it.each(['', 's', 'sr', 'rsu', 'ru', 'srul', 'sruo', 'srud', 'srulru', 'srdu', 'srulsu'])(
    'is not current where something may have been missed: %s',
    (all) => expect(isCurrent(all)).toBe(false),
  );
});
