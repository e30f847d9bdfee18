import { map, mergeMap, Observable, Subject, timer } from 'rxjs';
import type { Item } from '../../chat/item.js';
import { isSignal, type Signal } from '../signal.js';
import type { World } from '../world.js';
import { forgetFirst } from './forget-first.js';
import { createUnclearReceipts } from './unclear-receipts.js';

/** So many own messages are known by the answer to them, and so many foreign contacts; the oldest are forgotten. */
const REMEMBERED = 1_000;

/**
 * A transcript may lag: a contact that goes on speaking after a reading did not show it as ours is asked about again,
 * after so long, then after three times as long, and so on up to the longest.
 */
const ASK_AGAIN_MS = 10_000;
const LONGEST_MS = 900_000;

/** Frames of a contact that may turn out to be ours. */
interface Inquiry {
  readonly items: Item[];
  /** How often it was asked about before. */
  readonly times: number;
  /** Whether a reading has begun after the first of them. */
  isRead: boolean;
}

/** A contact that a reading did not show as ours. */
interface Stranger {
  readonly times: number;
  /** Whether it has spoken since, so that it will be asked about again. */
  isDue: boolean;
}

/**
 * Lets pass what was pushed for this chat. An agent's socket may carry the frames of other contacts as well, and a
 * transfer may come with frames that name none that is known: so the first frame of an unknown contact is a reason to
 * read the transcript, and what comes of that contact waits until a reading that began later has ended. If the
 * transcript has shown the contact as ours by then, all of it passes, else it is dropped. While such a contact goes on
 * speaking, the transcript is read again now and then, less and less often; what was dropped comes by the reading that
 * shows the contact as ours.
 *
 * Receipts name no contact. One whose message is not known waits for it, and after a second the transcript is asked.
 *
 * The end of the chat is a signal of its own, `closing`, and only where it is this chat's: the end of another contact
 * of a transferred chat than the present one is a reason to read.
 */
export const own =
  (world: World, signal$: Observable<Signal>) =>
  (pushed$: Observable<Signal>): Observable<Signal> =>
    new Observable((subscriber) => {
      const { contacts, ledger, policies, ports } = world;
      const inquiries = new Map<string, Inquiry>();
      const foreign = new Map<string, Stranger>();
      const sent = new Set<string>();
      const stillSpeaking$ = new Subject<string>();
      let waiting = 0;

      const isOurs = (id: string): boolean => sent.has(id) || ledger.knows(id);

      const pass = (item: Item): void => {
        const before = contacts.all();
        contacts.learn(item);
        if (contacts.all() !== before) {
          // What it has shown to be ours came before it.
          acquit();
          reclaim();
        }
        subscriber.next({ type: 'item', item });
        if (item.type === 'notice' && item.notice.type === 'chatEnded' && item.past !== true) end(item);
        if (item.type !== 'receipt') receipts.settle(item.id);
      };

      const acquit = (): void => {
        for (const [contactId, { items }] of inquiries) {
          if (!contacts.has(contactId)) continue;
          inquiries.delete(contactId);
          waiting -= items.length;
          items.forEach(pass);
        }
      };

      /** What was dropped of a contact that is ours after all may be in no page that has been read. */
      const reclaim = (): void => {
        for (const contactId of foreign.keys()) {
          if (!contacts.has(contactId)) continue;
          foreign.delete(contactId);
          subscriber.next({ type: 'repair', reason: 'unknownContact' });
        }
      };

      const end = ({ contactId }: Item): void =>
        subscriber.next(
          contactId === undefined || contacts.isPresent(contactId)
            ? { type: 'closing', reason: 'ended' }
            : { type: 'repair', reason: 'earlierContactEnded' },
        );

      const receipts = createUnclearReceipts(world, isOurs, pass);

      const inquire = (item: Item): void => {
        // However long somebody makes it, it is remembered.
        const contactId = (item.contactId ?? item.initialContactId ?? '').slice(0, 256);
        const stranger = foreign.get(contactId);
        if (stranger !== undefined) {
          receipts.disown(item.id);
          if (stranger.isDue) return;
          stranger.isDue = true;
          return stillSpeaking$.next(contactId);
        }
        const inquiry = inquiries.get(contactId) ?? begin(contactId);
        inquiry.items.push(item);
        waiting += 1;
        if (waiting <= policies.maxHeldItems) return;
        // What gives way here was posted before a reading that is still to come; if it is ours, that one shows it.
        const [first] = [...inquiries.values()].filter(({ items }) => items.length > 0);
        first?.items.shift();
        waiting -= 1;
        if (first !== undefined) first.isRead = false;
        subscriber.next({ type: 'repair', reason: 'unknownContact' });
      };

      const begin = (contactId: string, times = 0): Inquiry => {
        const inquiry: Inquiry = { items: [], times, isRead: false };
        inquiries.set(contactId, inquiry);
        const [first] = inquiries.size > REMEMBERED ? inquiries : [];
        if (first !== undefined) {
          inquiries.delete(first[0]);
          waiting -= first[1].items.length;
        }
        const diagnostic = { type: 'foreignFrame', at: ports.clock.now(), contactId } as const;
        if (times === 0) subscriber.next({ type: 'diagnostic', diagnostic });
        subscriber.next({ type: 'repair', reason: 'unknownContact' });
        return inquiry;
      };

      const beginAgain = (contactId: string): void => {
        const stranger = foreign.get(contactId);
        if (stranger === undefined) return;
        foreign.delete(contactId);
        begin(contactId, stranger.times + 1);
      };

      /** What is known by its id teaches what it names: an own message, or one that the transcript has shown. */
      const recognize = (): void => {
        for (const { items } of inquiries.values()) items.filter(({ id }) => isOurs(id)).forEach(contacts.learn);
      };

      const conclude = (): void => {
        // The transcript may name no contacts.
        recognize();
        reclaim();
        for (const [contactId, { items, times, isRead }] of inquiries) {
          if (!isRead && !contacts.has(contactId)) continue;
          inquiries.delete(contactId);
          waiting -= items.length;
          if (contacts.has(contactId)) items.forEach(hear);
          else {
            foreign.set(contactId, { times, isDue: false });
            forgetFirst(foreign, REMEMBERED);
            for (const { id } of items) receipts.disown(id);
          }
        }
        receipts.review();
      };

      const hear = (item: Item): void => {
        if (item.type === 'receipt' && contacts.owns(item) === undefined)
          return isOurs(item.messageId) ? pass(item) : receipts.hear(item);
        if (contacts.owns(item) !== false || isOurs(item.id)) return pass(item);
        inquire(item);
      };

      const watch = (signal: Signal): void => {
        switch (signal.type) {
          case 'sent':
            sent.add(signal.id);
            forgetFirst(sent, REMEMBERED);
            receipts.settle(signal.id);
            // The echo may have come before the answer.
            recognize();
            return acquit();
          case 'reading':
            for (const inquiry of inquiries.values()) inquiry.isRead = true;
            return;
          case 'caughtUp':
            return conclude();
          case 'closing':
            // Too late to ask: where nobody else's frames have been seen, they are ours.
            if (foreign.size + inquiries.size === 0) receipts.believe();
            return;
          default:
            return;
        }
      };

      subscriber.add(signal$.subscribe(watch));
      subscriber.add(receipts.lookUp$.subscribe());
      subscriber.add(
        stillSpeaking$
          .pipe(
            mergeMap((contactId) => {
              const ms = ASK_AGAIN_MS * 3 ** (foreign.get(contactId)?.times ?? 0);
              return timer(Math.min(ms, LONGEST_MS), ports.clock).pipe(map(() => contactId));
            }),
          )
          .subscribe(beginAgain),
      );
      subscriber.add(
        pushed$.subscribe({
          next: (signal) => (isSignal('item')(signal) ? hear(signal.item) : subscriber.next(signal)),
          error: (error: unknown) => subscriber.error(error),
          complete: () => subscriber.complete(),
        }),
      );
    });
