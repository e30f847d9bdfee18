import type { Ledger } from '../../chat/ledger.js';

/** Both say that a message has arrived; `read` also that somebody has seen it. */
export type ReceiptKind = 'delivered' | 'read';

/** One wish to confirm one message. */
export interface ReceiptMark {
  readonly kind: ReceiptKind;
  readonly id: string;
  /** Counts the calls. */
  readonly call: number;
}

/** One receipt to send, and the wishes that are granted with it. */
export interface PlannedReceipt {
  readonly mark: ReceiptMark;
  readonly grants: ReadonlyArray<ReceiptMark>;
}

type Places = Pick<Ledger, 'at'>;

/**
 * Whether confirming `a` confirms `b` too: it is as strong, and `b` is not newer. By the messages' places in the chat,
 * or where one of them is not known there, or both have the same time, by the order of the calls.
 */
export const implies = (ledger: Places, a: ReceiptMark, b: ReceiptMark): boolean =>
  (a.kind === 'read' || b.kind === 'delivered') && !isNewer(ledger, b, a);

/** What to send of all that was wished for: the newest of each kind, and nothing that the other implies. */
export const planReceipts = (ledger: Places, marks: ReadonlyArray<ReceiptMark>): ReadonlyArray<PlannedReceipt> => {
  const [read, delivered] = [newest(ledger, marks, 'read'), newest(ledger, marks, 'delivered')];
  const ofKind = (kind: ReceiptKind): ReadonlyArray<ReceiptMark> => marks.filter((mark) => mark.kind === kind);
  if (read === undefined) return delivered === undefined ? [] : [{ mark: delivered, grants: marks }];
  if (delivered === undefined || implies(ledger, read, delivered)) return [{ mark: read, grants: marks }];
  return [
    { mark: read, grants: ofKind('read') },
    { mark: delivered, grants: ofKind('delivered') },
  ];
};

const newest = (ledger: Places, marks: ReadonlyArray<ReceiptMark>, kind: ReceiptKind): ReceiptMark | undefined => {
  let found: ReceiptMark | undefined;
  for (const mark of marks) if (mark.kind === kind && (!found || isNewer(ledger, mark, found))) found = mark;
  return found;
};

const isNewer = (ledger: Places, a: ReceiptMark, b: ReceiptMark): boolean => {
  if (a.id === b.id) return false;
  const [x, y] = [ledger.at(a.id), ledger.at(b.id)];
  return x === undefined || y === undefined || x === y ? a.call > b.call : x > y;
};
