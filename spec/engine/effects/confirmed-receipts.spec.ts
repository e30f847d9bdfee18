import { createConfirmedReceipts } from '../../../lib/engine/effects/confirmed-receipts.js';
import type { ReceiptKind, ReceiptMark } from '../../../lib/engine/effects/receipt-mark.js';

const unknown = { at: (): undefined => undefined };
const mark = (kind: ReceiptKind, id: string, call: number): ReceiptMark => ({ kind, id, call });

describe('createConfirmedReceipts', () => {
  it('has nothing at first', () => {
    expect(createConfirmedReceipts(unknown).has(mark('delivered', 'a', 1))).toBe(false);
  });

  it('has what was granted, whenever it is asked for again', () => {
    const confirmed = createConfirmedReceipts(unknown);
    const [a, b] = [mark('read', 'a', 1), mark('read', 'b', 2)];
    confirmed.add({ mark: b, grants: [a, b] });
    expect(confirmed.has(mark('read', 'a', 3))).toBe(true);
    expect(confirmed.has(mark('delivered', 'a', 4))).toBe(true);
    expect(confirmed.has(mark('read', 'c', 5))).toBe(false);
  });

  it('has no read where only the delivered was granted', () => {
    const confirmed = createConfirmedReceipts(unknown);
    confirmed.add({ mark: mark('delivered', 'a', 1), grants: [mark('delivered', 'a', 1)] });
    expect(confirmed.has(mark('read', 'a', 2))).toBe(false);
    expect(confirmed.has(mark('delivered', 'a', 3))).toBe(true);
  });

  it('has what is older than the newest granted', () => {
    const confirmed = createConfirmedReceipts({ at: (id) => Number(id) });
    confirmed.add({ mark: mark('read', '5', 1), grants: [mark('read', '5', 1)] });
    confirmed.add({ mark: mark('read', '3', 2), grants: [mark('read', '3', 2)] });
    expect(confirmed.has(mark('read', '4', 3))).toBe(true);
    expect(confirmed.has(mark('read', '6', 4))).toBe(false);
  });

  it('remembers a thousand ids and forgets the oldest first', () => {
    const confirmed = createConfirmedReceipts(unknown);
    for (let call = 1; call <= 1_001; call += 1) {
      const granted = mark('read', `m${call}`, call);
      confirmed.add({ mark: granted, grants: [granted] });
    }
    expect(confirmed.has(mark('read', 'm1', 2_000))).toBe(false);
    expect(confirmed.has(mark('read', 'm2', 2_001))).toBe(true);
  });
});
