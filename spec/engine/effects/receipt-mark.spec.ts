import { implies, planReceipts, type ReceiptKind, type ReceiptMark } from '../../../lib/engine/effects/receipt-mark.js';

/** Items `m1` to `m9`, posted at 1 to 9; others are not known. */
const ledger = { at: (id: string): number | undefined => (/^m\d$/.test(id) ? Number(id.slice(1)) : undefined) };

let call = 0;
const mark = (kind: ReceiptKind, id: string): ReceiptMark => ({ kind, id, call: (call += 1) });

const plan = (...marks: ReadonlyArray<ReceiptMark>): ReadonlyArray<string> =>
  planReceipts(ledger, marks).map(
    ({ mark: { kind, id }, grants }) => `${kind} ${id} for ${grants.map((other) => other.id).join()}`,
  );

describe('planReceipts', () => {
  it('plans nothing for nothing', () => {
    expect(plan()).toEqual([]);
  });

  it('takes the newest of a kind by its place in the chat', () => {
    expect(plan(mark('read', 'm1'), mark('read', 'm3'), mark('read', 'm2'))).toEqual(['read m3 for m1,m3,m2']);
  });

  it('takes the last call where a place is not known', () => {
    expect(plan(mark('read', 'x'), mark('read', 'y'))).toEqual(['read y for x,y']);
  });

  it('takes the last call where both have the same time', () => {
    const tied = { at: (id: string) => (id === 'z' || id === 'a' ? 5 : undefined) };
    const [first, second] = [mark('read', 'z'), mark('read', 'a')];
    expect(planReceipts(tied, [first, second])).toMatchObject([{ mark: { id: 'a' } }]);
    expect([implies(tied, second, first), implies(tied, first, second)]).toEqual([true, false]);
  });

  it('leaves out a delivered that a read implies', () => {
    expect(plan(mark('delivered', 'm2'), mark('read', 'm2'))).toEqual(['read m2 for m2,m2']);
    expect(plan(mark('delivered', 'm1'), mark('read', 'm2'))).toEqual(['read m2 for m1,m2']);
  });

  it('plans both where the delivered is newer', () => {
    expect(plan(mark('read', 'm1'), mark('delivered', 'm3'), mark('delivered', 'm1'))).toEqual([
      'read m1 for m1',
      'delivered m3 for m3,m1',
    ]);
  });

  it('plans a delivered alone', () => {
    expect(plan(mark('delivered', 'm1'), mark('delivered', 'm2'))).toEqual(['delivered m2 for m1,m2']);
  });
});

describe('implies', () => {
  it('lets read imply delivered, and not the other way round', () => {
    expect(implies(ledger, mark('read', 'm1'), mark('delivered', 'm1'))).toBe(true);
    expect(implies(ledger, mark('delivered', 'm1'), mark('read', 'm1'))).toBe(false);
  });

  it('does not imply what is newer', () => {
    expect(implies(ledger, mark('read', 'm1'), mark('read', 'm2'))).toBe(false);
  });
});
