import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  finalize,
  from,
  ignoreElements,
  map,
  merge,
  mergeMap,
  of,
  share,
  Subject,
  take,
  timer,
  type Observable,
} from 'rxjs';
import { checkMessageId } from '../../protocol/check-message-id.js';
import { CONTENT_TYPES } from '../../protocol/content-types.js';
import { authorized } from '../authorized.js';
import { sendEvent } from '../participant/send-event.js';
import type { World } from '../world.js';
import { createConfirmedReceipts } from './confirmed-receipts.js';
import { planReceipts, type PlannedReceipt, type ReceiptKind, type ReceiptMark } from './receipt-mark.js';

/**
 * The receipts of one session. Both effects are cold: they emit once when the message is confirmed, by its own receipt
 * or by that of a newer one, and complete; at once when it has been before. They error, all that one receipt stood for
 * together, with what the service refuses it for, and with a `ChatEndedError` when the chat ends before. The id is checked at the call, which throws an
 * `InvalidArgumentError`. Unsubscribing withdraws the wish, unless its receipt has left; when nobody waits, nothing runs.
 */
export interface Receipts {
  readonly markDelivered: (id: string) => Observable<void>;
  readonly markRead: (id: string) => Observable<void>;
}

/** What has become of some wishes. */
interface Outcome {
  readonly marks: ReadonlyArray<ReceiptMark>;
  readonly failure?: { readonly error: unknown };
}

/** Wishes that are collected until they leave together. */
interface Batch {
  readonly marks: Set<ReceiptMark>;
  /** Shared by all who wait for it. */
  readonly outcome$: Observable<Outcome>;
}

/**
 * Creates the receipt effects of one session. Wishes are collected for `policies.receiptThrottleMs`, and for as long
 * as the receipts before them are under way; then the newest of each kind leaves and stands for the rest.
 */
export const createReceipts = (world: World): Receipts => {
  const { ports, policies, ledger } = world;
  const confirmed = createConfirmedReceipts(ledger);
  let calls = 0;
  let collecting: Batch | undefined;
  let underWay$: Observable<never> = EMPTY;

  const post = (receipt: PlannedReceipt): Observable<Outcome> =>
    defer(() => {
      const { mark, grants: marks } = receipt;
      const event = {
        contentType: CONTENT_TYPES[mark.kind],
        content: JSON.stringify({ messageId: mark.id }),
        clientToken: ports.newId(),
      };
      return authorized(world, (connectionToken) => sendEvent(world.call, connectionToken, event)).pipe(
        map((): Outcome => {
          confirmed.add(receipt);
          return { marks };
        }),
        catchError((error: unknown) => of<Outcome>({ marks, failure: { error } })),
      );
    });

  const leave = (marks: ReadonlyArray<ReceiptMark>): Observable<Outcome> => {
    const receipts = planReceipts(
      ledger,
      marks.filter((mark) => !confirmed.has(mark)),
    );
    return merge(
      of<Outcome>({ marks: marks.filter(confirmed.has) }),
      // mergeMap: there are two at most, one of each kind, and neither waits for the other.
      from(receipts).pipe(mergeMap(post)),
    );
  };

  const collect = (): Batch => {
    const marks = new Set<ReceiptMark>();
    const settled$ = new Subject<never>();
    const wait$ = merge(timer(policies.receiptThrottleMs, ports.clock), underWay$).pipe(ignoreElements());
    const leave$ = defer(() => {
      collecting = undefined;
      underWay$ = settled$;
      return leave([...marks]);
    });
    const outcome$ = concat(wait$, leave$).pipe(
      finalize(() => {
        if (collecting === batch) collecting = undefined;
        settled$.complete();
      }),
      share(),
    );
    const batch: Batch = { marks, outcome$ };
    return batch;
  };

  const confirm =
    (kind: ReceiptKind) =>
    (id: string): Observable<void> => {
      checkMessageId(id);
      return defer(() => {
        const mark: ReceiptMark = { kind, id, call: (calls += 1) };
        if (confirmed.has(mark)) return of(undefined);
        collecting ??= collect();
        const { marks, outcome$ } = collecting;
        marks.add(mark);
        return merge(outcome$, world.over$).pipe(
          filter((outcome) => outcome.marks.includes(mark)),
          take(1),
          map(({ failure }) => {
            if (failure !== undefined) throw failure.error;
          }),
          finalize(() => marks.delete(mark)),
        );
      });
    };

  return { markDelivered: confirm('delivered'), markRead: confirm('read') };
};
