import { createLedger } from '../../../lib/chat/ledger.js';
import { earliestTold } from '../../../lib/engine/effects/earliest-told.js';
import type { Standing } from '../../../lib/engine/world.js';
import { message } from '../../support/items.js';

const nothing = (): void => undefined;

describe('earliestTold', () => {
  it('is the place of the first event, whatever was skipped before it', () => {
    const ledger = createLedger('contact', 10);
    ledger.enterSilently(message('a', 1));
    ledger.enter(message('c', 3), 'live', nothing);
    ledger.enter(message('b', 2), 'backfill', nothing);
    expect(earliestTold({ ledger, standing: () => ({ accepted: true }) })).toEqual({ at: 2, id: 'b' });
  });

  it('is just behind the last item of the transcript where nothing was told', () => {
    const ledger = createLedger('contact', 10);
    const standing: Standing = { accepted: true, places: [message('a', 1), message('b', 2)] };
    expect(earliestTold({ ledger, standing: () => standing })).toEqual({ at: 3, id: '' });
  });

  it('is nowhere in a chat without any item', () => {
    const standing: Standing = { accepted: true, places: [] };
    expect(earliestTold({ ledger: createLedger('contact', 10), standing: () => standing })).toBeUndefined();
  });
});
