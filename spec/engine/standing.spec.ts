import { SocketError } from '../../lib/chat/errors.js';
import type { Signal } from '../../lib/engine/signal.js';
import { nextStanding } from '../../lib/engine/standing.js';
import type { Standing } from '../../lib/engine/world.js';
import { message } from '../support/items.js';

const connection = { number: 2, url: 'wss://service.test', refreshAt: 9 };
const credentials = { connectionToken: 'token', renewAt: 9 };

const before: Standing = {
  accepted: true,
  connection: { number: 1, url: 'wss://older.test', refreshAt: 1 },
  credentials: { connectionToken: 'older' },
  places: [{ id: 'a', at: 1 }],
};

describe('nextStanding', () => {
  it('is accepted with the first token', () => {
    expect(nextStanding({ accepted: false }, { type: 'credentials', credentials })).toEqual({
      accepted: true,
      credentials,
    });
  });

  it('keeps the newest token, connection and places, each for itself', () => {
    expect(nextStanding(before, { type: 'credentials', credentials })).toEqual({ ...before, credentials });
    expect(nextStanding(before, { type: 'connection', connection })).toEqual({ ...before, connection });
    const places = [{ id: 'b', at: 2 }];
    expect(nextStanding(before, { type: 'caughtUp', places, over: false })).toEqual({ ...before, places });
  });

  it('remembers that its token was refused, until there is another', () => {
    const denied = nextStanding(before, { type: 'denied', connectionToken: 'older' });
    expect(denied).toEqual({ ...before, deniedToken: 'older' });
    expect(nextStanding(denied, { type: 'credentials', credentials })).toEqual({ ...before, credentials });
  });

  it('remembers that the chat is over', () => {
    expect(nextStanding(before, { type: 'closing', reason: 'ended' })).toEqual({ ...before, closing: 'ended' });
  });

  it('remembers that the participant has left', () => {
    expect(nextStanding(before, { type: 'left' })).toEqual({ ...before, left: true });
  });

  it.each<Signal>([
    { type: 'offline' },
    { type: 'subscribed', number: 1 },
    { type: 'lost', error: new SocketError() },
    { type: 'item', item: message('z', 99) },
    { type: 'page', items: [message('z', 99)], frontier: { id: 'z', at: 99 } },
    { type: 'skipped', items: [message('z', 99)] },
    { type: 'denied', connectionToken: 'another' },
    { type: 'closing', reason: 'accessDenied' },
  ])('is not changed by $type', (signal) => {
    expect(nextStanding(before, signal)).toBe(before);
  });
});
