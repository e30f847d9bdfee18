import fc from 'fast-check';
import type { Receipt } from '../../lib/chat/receipt.js';
import { addReceipt, joinReceipt, progress, receiptOf, type Receipts } from '../../lib/chat/receipts.js';

const time = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined });

const receipt: fc.Arbitrary<Receipt> = fc
  .tuple(fc.constantFrom('ana', 'jane'), time, time)
  .map(([recipientId, deliveredAt, readAt]) => ({
    recipientId,
    ...(deliveredAt !== undefined && { deliveredAt }),
    ...(readAt !== undefined && { readAt }),
  }));

const ofOne = receipt.map((any): Receipt => ({ ...any, recipientId: 'ana' }));

const byRecipient = (receipts: Receipts): ReadonlyMap<string, Receipt> =>
  new Map(receipts.map((entry) => [entry.recipientId, entry]));

describe('progress', () => {
  it.each([
    [undefined, 0],
    [{ recipientId: 'ana' }, 0],
    [{ recipientId: 'ana', deliveredAt: 0 }, 1],
    [{ recipientId: 'ana', readAt: 0 }, 2],
    [{ recipientId: 'ana', deliveredAt: 1, readAt: 2 }, 2],
  ] as const)('of %j is %i', (entry, expected) => {
    expect(progress(entry)).toBe(expected);
  });

  it('never falls by joining', () => {
    fc.assert(
      fc.property(ofOne, ofOne, (a, b) => {
        expect(progress(joinReceipt(a, b))).toBe(Math.max(progress(a), progress(b)));
      }),
    );
  });
});

describe('joinReceipt', () => {
  it('keeps the earliest word on each step', () => {
    const early = { recipientId: 'ana', deliveredAt: 1, readAt: 9 };
    const late = { recipientId: 'ana', deliveredAt: 5, readAt: 6 };
    expect(joinReceipt(late, early)).toEqual({ recipientId: 'ana', deliveredAt: 1, readAt: 6 });
  });

  it('takes the one there is', () => {
    const only = { recipientId: 'ana', deliveredAt: 1 };
    expect(joinReceipt(undefined, only)).toEqual(only);
  });

  it('is idempotent, commutative and associative', () => {
    fc.assert(
      fc.property(ofOne, ofOne, ofOne, (a, b, c) => {
        expect(joinReceipt(a, a)).toEqual(a);
        expect(joinReceipt(a, b)).toEqual(joinReceipt(b, a));
        expect(joinReceipt(joinReceipt(a, b), c)).toEqual(joinReceipt(a, joinReceipt(b, c)));
      }),
    );
  });
});

describe('receiptOf', () => {
  const ana = { recipientId: 'ana', deliveredAt: 1 };

  it('finds the receipt of one recipient', () => {
    expect(receiptOf([{ recipientId: 'jane', readAt: 2 }, ana], 'ana')).toBe(ana);
  });

  it('is undefined where there is none', () => {
    expect(receiptOf([ana], 'jane')).toBeUndefined();
    expect(receiptOf(undefined, 'ana')).toBeUndefined();
  });
});

describe('addReceipt', () => {
  it('keeps one receipt per recipient', () => {
    const all = [
      { recipientId: 'ana', deliveredAt: 1 },
      { recipientId: 'jane', deliveredAt: 2 },
      { recipientId: 'ana', readAt: 3 },
    ].reduce<Receipts>(addReceipt, []);
    expect(byRecipient(all)).toEqual(
      new Map([
        ['ana', { recipientId: 'ana', deliveredAt: 1, readAt: 3 }],
        ['jane', { recipientId: 'jane', deliveredAt: 2 }],
      ]),
    );
    expect(all).toHaveLength(2);
  });

  it('leaves the receipts before as they were', () => {
    const before = Object.freeze([{ recipientId: 'ana', deliveredAt: 1 }]);
    addReceipt(before, { recipientId: 'ana', readAt: 3 });
    expect(before).toEqual([{ recipientId: 'ana', deliveredAt: 1 }]);
  });

  it('ends in the same receipts whatever the order and the copies', () => {
    fc.assert(
      fc.property(
        fc
          .array(receipt, { maxLength: 6 })
          .chain((all) =>
            fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
          ),
        ([inOrder, disordered]) => {
          expect(byRecipient(disordered.reduce<Receipts>(addReceipt, []))).toEqual(
            byRecipient(inOrder.reduce<Receipts>(addReceipt, [])),
          );
        },
      ),
    );
  });
});
