import { ChatEndedError, NetworkError } from '../../../lib/chat/errors.js';
import { chatEnd } from '../../../lib/engine/effects/chat-end.js';
import type { Signal } from '../../../lib/engine/signal.js';
import { marbles } from '../../support/marbles.js';

describe('chatEnd', () => {
  it.each<Signal>([
    { type: 'closing', reason: 'ended' },
    { type: 'ended', reason: 'accessDenied' },
    { type: 'failed', error: new NetworkError() },
    { type: 'left' },
  ])('errors at $type', (end) => {
    marbles(({ cold, expectObservable }) => {
      const signal$ = cold<Signal>('--e-e|', { e: end });
      expectObservable(chatEnd({ signal$ })).toBe('--#', undefined, new ChatEndedError());
    });
  });

  it('hears nothing else', () => {
    marbles(({ cold, expectObservable }) => {
      const signal$ = cold<Signal>('--o-c|', { o: { type: 'offline' }, c: { type: 'connecting' } });
      expectObservable(chatEnd({ signal$ })).toBe('-----|');
    });
  });
});
