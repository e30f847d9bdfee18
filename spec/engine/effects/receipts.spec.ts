import { delay, NEVER, of, switchMap, timer, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { ConflictError } from '../../../lib/chat/errors.js';
import { createReceipts } from '../../../lib/engine/effects/receipts.js';
import { message } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { broken, fakeWorld, ok, pendingTimers, status, type Answers, type FakeWorld } from './fake-world.js';

const EVENT = '/participant/event';
const READ = 'application/vnd.amazonaws.connect.event.message.read';
const DELIVERED = 'application/vnd.amazonaws.connect.event.message.delivered';
const DONE = { d: undefined };

/** A world that collects receipts for 100 ms and knows the messages `m1` to `m9`. */
const setup = (clock: TestScheduler, answers: Answers[string], connected = true): FakeWorld => {
  const fake = fakeWorld(clock, { [EVENT]: answers }, { connected, policies: { receiptThrottleMs: 100 } });
  for (let n = 1; n <= 9; n += 1) fake.world.ledger.enterSilently(message(`m${n}`, n));
  return fake;
};

const at = <T>(ms: number, action: () => Observable<T>): Observable<T> =>
  (ms === 0 ? of(0) : timer(ms)).pipe(switchMap(action));

describe('createReceipts', () => {
  it('refuses an empty id at the call', () => {
    marbles((_, clock) => {
      const { markRead, markDelivered } = createReceipts(setup(clock, []).world);
      expect(() => markRead('')).toThrow('id must have 1 to 256 characters');
      expect(() => markDelivered('')).toThrow('id must have 1 to 256 characters');
    });
  });

  it('collects, then sends exactly the id of the message', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = setup(clock, [ok().pipe(delay(5))]);
      const { markRead } = createReceipts(world);
      expectObservable(markRead('m1')).toBe('105ms (d|)', DONE);
      flush();
      expect(sent).toMatchObject([
        { at: 100, body: { ContentType: READ, Content: '{"messageId":"m1"}', ClientToken: 'id 1' } },
      ]);
    });
  });

  it('sends the newest of each kind only, and grants the rest with it', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies } = setup(clock, [ok(), ok().pipe(delay(5))]);
      const { markRead, markDelivered } = createReceipts(world);
      expectObservable(markRead('m3')).toBe('100ms (d|)', DONE);
      expectObservable(at(10, () => markRead('m1'))).toBe('100ms (d|)', DONE);
      expectObservable(at(20, () => markDelivered('m5'))).toBe('105ms (d|)', DONE);
      expectObservable(at(99, () => markDelivered('m2'))).toBe('105ms (d|)', DONE);
      flush();
      expect(bodies(EVENT)).toMatchObject([
        { ContentType: READ, Content: '{"messageId":"m3"}', ClientToken: 'id 1' },
        { ContentType: DELIVERED, Content: '{"messageId":"m5"}', ClientToken: 'id 2' },
      ]);
    });
  });

  it('sends no delivered where a read says more', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies } = setup(clock, [ok()]);
      const { markRead, markDelivered } = createReceipts(world);
      expectObservable(markDelivered('m1')).toBe('100ms (d|)', DONE);
      expectObservable(at(50, () => markRead('m1'))).toBe('100ms (d|)', DONE);
      flush();
      expect(bodies(EVENT)).toMatchObject([{ ContentType: READ }]);
    });
  });

  it('completes at once what has been confirmed, by itself or by a newer one', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = setup(clock, [ok()]);
      const { markRead, markDelivered } = createReceipts(world);
      expectObservable(markRead('m3')).toBe('100ms (d|)', DONE);
      expectObservable(at(200, () => markRead('m3'))).toBe('200ms (d|)', DONE);
      expectObservable(at(200, () => markDelivered('m2'))).toBe('200ms (d|)', DONE);
      flush();
      expect(sent).toHaveLength(1);
    });
  });

  it('errors all that one receipt stood for, and sends again when asked again', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const conflict = new ConflictError({ operation: 'SendEvent' });
      const { world, sentAt } = setup(clock, [status(409), ok()]);
      const { markRead } = createReceipts(world);
      expectObservable(markRead('m1')).toBe('100ms #', undefined, conflict);
      expectObservable(markRead('m2')).toBe('100ms #', undefined, conflict);
      expectObservable(at(200, () => markRead('m1'))).toBe('300ms (d|)', DONE);
      flush();
      expect(sentAt(EVENT)).toEqual([100, 300]);
    });
  });

  it('repeats a failed attempt with the same ClientToken', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies } = setup(clock, [broken(), ok()]);
      expectObservable(createReceipts(world).markRead('m1')).toBe('100ms (d|)', DONE);
      flush();
      expect(bodies(EVENT)).toMatchObject([{ ClientToken: 'id 1' }, { ClientToken: 'id 1' }]);
    });
  });

  it('drops the receipt of a caller who unsubscribed and whom nobody shares', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies } = setup(clock, [ok()]);
      const { markRead } = createReceipts(world);
      expectObservable(markRead('m3'), '50ms !').toBe('');
      expectObservable(markRead('m1')).toBe('100ms (d|)', DONE);
      flush();
      expect(bodies(EVENT)).toMatchObject([{ Content: '{"messageId":"m1"}' }]);
    });
  });

  it('keeps the receipt that another caller shares', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = setup(clock, [ok()]);
      const { markRead } = createReceipts(world);
      expectObservable(markRead('m3'), '50ms !').toBe('');
      expectObservable(markRead('m3')).toBe('100ms (d|)', DONE);
      flush();
      expect(sent).toHaveLength(1);
    });
  });

  it('leaves no timer and no request when nobody waits', () => {
    marbles(({ flush }, clock) => {
      const { world, sent } = setup(clock, [NEVER]);
      const { markRead } = createReceipts(world);
      const collected = markRead('m1').subscribe();
      expect(pendingTimers(clock)).toBe(1);
      collected.unsubscribe();
      expect(pendingTimers(clock)).toBe(0);
      const underWay = markRead('m1').subscribe();
      timer(150, clock).subscribe(() => {
        underWay.unsubscribe();
        expect(pendingTimers(clock)).toBe(0);
      });
      flush();
      expect(sent).toMatchObject([{ at: 100, outcome: 'aborted' }]);
    });
  });

  it('collects anew after everybody has gone', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sentAt } = setup(clock, [ok().pipe(delay(200)), ok()]);
      const { markRead } = createReceipts(world);
      expectObservable(markRead('m1'), '90ms !').toBe('');
      expectObservable(at(95, () => markRead('m1'))).toBe('395ms (d|)', DONE);
      expectObservable(at(200, () => markRead('m2'))).toBe('395ms (d|)', DONE);
      flush();
      expect(sentAt(EVENT)).toEqual([195, 395]);
    });
  });

  it('holds what comes while receipts are under way, and sends the newest of it when they are settled', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, credentials$, sentAt, bodies } = setup(clock, [ok(), ok()], false);
      const { markRead } = createReceipts(world);
      expectObservable(markRead('m1')).toBe('500ms (d|)', DONE);
      expectObservable(at(150, () => markRead('m2'))).toBe('500ms (d|)', DONE);
      expectObservable(at(400, () => markRead('m4'))).toBe('500ms (d|)', DONE);
      cold('500ms t|').subscribe({ next: () => credentials$.next({ connectionToken: 'token 1' }) });
      flush();
      expect(sentAt(EVENT)).toEqual([500, 500]);
      expect(bodies(EVENT)).toMatchObject([{ Content: '{"messageId":"m1"}' }, { Content: '{"messageId":"m4"}' }]);
    });
  });

  it('does not hold up the next receipts for one that was given up', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sentAt } = setup(clock, [NEVER, ok()]);
      const { markRead } = createReceipts(world);
      expectObservable(markRead('m1'), '250ms !').toBe('');
      expectObservable(at(120, () => markRead('m2'))).toBe('250ms (d|)', DONE);
      flush();
      expect(sentAt(EVENT)).toEqual([100, 250]);
    });
  });

  it('completes a wish that the receipts under way confirm, without another', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies } = setup(clock, [ok().pipe(delay(200)), ok()]);
      const { markRead, markDelivered } = createReceipts(world);
      expectObservable(markRead('m1')).toBe('300ms (d|)', DONE);
      expectObservable(at(150, () => markRead('m1'))).toBe('300ms (d|)', DONE);
      expectObservable(at(150, () => markDelivered('m2'))).toBe('300ms (d|)', DONE);
      flush();
      expect(bodies(EVENT)).toMatchObject([{ Content: '{"messageId":"m1"}' }, { Content: '{"messageId":"m2"}' }]);
    });
  });

  it('lets a caller go who is told first, without harm to the other', () => {
    marbles(({ flush }, clock) => {
      const { world, bodies } = setup(clock, [ok(), ok()]);
      const { markRead, markDelivered } = createReceipts(world);
      const delivered = markDelivered('m5').subscribe();
      markRead('m1').subscribe({ complete: () => delivered.unsubscribe() });
      flush();
      expect(bodies(EVENT)).toMatchObject([{ ContentType: READ }]);
      let completed = false;
      markRead('m6').subscribe({ complete: () => (completed = true) });
      flush();
      expect(completed).toBe(true);
    });
  });
});
