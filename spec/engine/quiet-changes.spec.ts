import { createLedger, type Quiet } from '../../lib/chat/ledger.js';
import { quietChanges } from '../../lib/engine/quiet-changes.js';
import { message } from '../support/items.js';

describe('quietChanges', () => {
  it('emits what changes without an event, as long as somebody listens', () => {
    const ledger = createLedger('contact', 10);
    const seen: Quiet[] = [];
    const enter = (id: string, at: number): void => ledger.enter(message(id, at), 'backfill', () => undefined);
    ledger.recall(['a', 'b'].map((id) => ({ id, state: 'whole', receipts: [] })));
    const listening = quietChanges(ledger).subscribe((change) => seen.push(change));
    enter('a', 1);
    listening.unsubscribe();
    enter('b', 2);
    expect(seen).toMatchObject([{ type: 'participants' }, { type: 'shown', event: { type: 'message', id: 'a' } }]);
  });

  it('emits nothing for what an event tells', () => {
    const ledger = createLedger('contact', 10);
    const seen: Quiet[] = [];
    quietChanges(ledger).subscribe((change) => seen.push(change));
    ledger.enter(message('a', 1), 'live', () => undefined);
    ledger.enter(message('a', 1), 'backfill', () => undefined);
    expect(seen).toEqual([]);
  });
});
