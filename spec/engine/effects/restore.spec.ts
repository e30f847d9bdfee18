import { BehaviorSubject, delay, NEVER, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import type { Mark } from '../../../lib/chat/mark.js';
import type { Checkpoint } from '../../../lib/engine/checkpoint.js';
import { createRestore } from '../../../lib/engine/effects/restore.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import type { Policies } from '../../../lib/engine/policies.js';
import { marbles } from '../../support/marbles.js';
import { fakeWorld, ok, status, type FakeWorld } from './fake-world.js';

const TRANSCRIPT = '/participant/transcript';

/** An item as the transcript holds it: `m5` was posted at 5, and so was `m5b`; `p5` in a past contact. */
const wire = (id: string): object => ({
  Id: id,
  AbsoluteTime: new Date(Number(/\d+/.exec(id)?.[0])).toISOString(),
  Type: 'MESSAGE',
  ContentType: 'text/plain',
  Content: `text of ${id}`,
  ParticipantId: 'agent',
  ...(id.startsWith('p') ? { RelatedContactId: 'past' } : { ContactId: 'contact' }),
});

const page = (ids: string, nextToken?: string): Observable<HttpEvent> =>
  ok({ Transcript: ids === '' ? [] : ids.split(' ').map(wire), NextToken: nextToken });

/** What is left of a session that began at `since`, and whose next reading begins at 8. */
const checkpoint = (since?: number, told: ReadonlyArray<Mark> = []): Checkpoint => ({
  version: 1,
  contactId: 'contact',
  standing: { accepted: true, places: [{ id: 'm8', at: 8 }] },
  told,
  ...(since !== undefined && { since }),
  unsent: [],
});

const setup = (clock: TestScheduler, pages: ReadonlyArray<Observable<HttpEvent>>, policies: Partial<Policies> = {}) =>
  fakeWorld(clock, { [TRANSCRIPT]: pages }, { policies });

/** The items that were said to have been told before, page by page. */
const restored = ({ said }: FakeWorld): ReadonlyArray<string> =>
  said.flatMap((signal) => (signal.type === 'restored' ? [signal.items.map(({ id }) => id).join(' ')] : []));

describe('createRestore', () => {
  const run = (
    pages: ReadonlyArray<Observable<HttpEvent>>,
    resumedFrom: Checkpoint | undefined,
    policies: Partial<Policies> = {},
  ): FakeWorld => {
    let fake: FakeWorld | undefined;
    marbles((_, clock) => {
      fake = setup(clock, pages, policies);
      createRestore(fake.world, resumedFrom).subscribe();
    });
    return fake!;
  };

  it('reads back to where the first session began, and says nothing of what the backfill reads', () => {
    const fake = run([page('m6 m7 m8 m9', 'a'), page('m3 m4 m5', 'b')], checkpoint(4));
    expect(restored(fake)).toEqual(['m6 m7 m8', 'm4 m5']);
    expect(fake.bodies(TRANSCRIPT)).toMatchObject([
      { ScanDirection: 'BACKWARD', SortOrder: 'ASCENDING', MaxResults: 100 },
      { NextToken: 'a' },
    ]);
  });

  it('reads all of the contact where it is not known when the first session began, and no past ones', () => {
    expect(restored(run([page('m6 m8', 'a'), page('m4', 'b'), page('p1 m2', 'c')], checkpoint()))).toEqual([
      'm6 m8',
      'm4',
      'm2',
    ]);
  });

  it('leaves to the backfill what may be new within the millisecond where that begins', () => {
    const known = checkpoint(1, [{ id: 'm8b', state: 'whole', receipts: [] }]);
    expect(restored(run([page('m7 m8 m8b m8c')], known))).toEqual(['m7 m8 m8b']);
  });

  it('gives the order of a millisecond over the border of two pages', () => {
    expect(restored(run([page('m5b m5a m6', 'a'), page('m4 m5c')], checkpoint(1)))).toEqual([
      'm5b m5a m6',
      'm4 m5c m5b m5a',
    ]);
  });

  it.each<readonly [Policies['restore'], ReadonlyArray<string>]>([
    ['all', ['m5 m6', 'm3 m4', 'm1 m2']],
    [{ mostRecent: 3 }, ['m5 m6', 'm4']],
    ['none', []],
  ])('reads as far as the policy says: %j', (restore, right) => {
    const pages = [page('m5 m6', 'a'), page('m3 m4', 'b'), page('m1 m2')];
    expect(restored(run(pages, checkpoint(1), { restore }))).toEqual(right);
  });

  it('reads no more than is remembered, but also what was forgotten meanwhile', () => {
    const pages = [page('m5 m6', 'a'), page('m3 m4', 'b'), page('m1 m2')];
    expect(restored(run(pages, checkpoint(1), { maxRememberedItems: 2 }))).toEqual(['m5 m6']);
    const forgetful: Checkpoint = { ...checkpoint(1), forgotten: { id: 'm3', at: 3 } };
    expect(restored(run(pages, forgetful))).toEqual(['m5 m6', 'm3 m4', 'm1 m2']);
  });

  it('reads what no other reading enters: all that is not later than what was forgotten', () => {
    const forgetful: Checkpoint = { ...checkpoint(6), forgotten: { id: 'm9', at: 9 } };
    expect(restored(run([page('m7 m8 m9 m9b m10', 'a'), page('m5 m6')], forgetful))).toEqual(['m7 m8 m9 m9b', 'm6']);
  });

  it('reads nothing for a session that begins anew, or that had read nothing', () => {
    const fresh = run([], undefined);
    const blank = run([], { ...checkpoint(), standing: { accepted: true } });
    expect([fresh, blank].map(({ sent }) => sent.length)).toEqual([0, 0]);
  });

  it('reads once, and again only what was not read to its end', () => {
    marbles(({ cold, flush }, clock) => {
      const fake = setup(clock, [page('m6 m8').pipe(delay(5)), page('m6 m8'), page('m6')]);
      const restore$ = createRestore(fake.world, checkpoint(1));
      cold('a--b--c--d').subscribe((at) => {
        const reading = restore$.subscribe();
        if (at === 'a') reading.unsubscribe();
      });
      flush();
      expect(fake.sent.map(({ outcome }) => outcome)).toEqual(['aborted', 'answered']);
    });
  });

  it('reads nothing while the session is offline', () => {
    marbles(({ cold, flush }, clock) => {
      const fake = setup(clock, [page('m6').pipe(delay(5)), page('m6')]);
      const online$ = new BehaviorSubject(false);
      createRestore({ ...fake.world, online$ }, checkpoint(1)).subscribe();
      cold('--t--f---t', { t: true, f: false }).subscribe((wanted) => online$.next(wanted));
      flush();
      expect(fake.sent.map(({ at, outcome }) => [at, outcome])).toEqual([
        [2, 'aborted'],
        [9, 'answered'],
      ]);
    });
  });

  it('waits until the session receives, or has read without', () => {
    marbles(({ cold, flush }, clock) => {
      const fake = setup(clock, [page('m6')]);
      createRestore({ ...fake.world, isLive: () => false }, checkpoint(1)).subscribe();
      cold('---s').subscribe(() => fake.signal$.next({ type: 'subscribed', number: 1 }));
      flush();
      expect(fake.sentAt(TRANSCRIPT)).toEqual([3]);
    });
  });

  it('goes on after what passes, and ends in silence at what does not', () => {
    expect(restored(run([status(500), page('m6')], checkpoint(1)))).toEqual(['m6']);
    expect(restored(run([status(400)], checkpoint(1)))).toEqual([]);
  });

  it('says what could not be read, and no gap: that was announced when it was read first', () => {
    const { said } = run([ok({ Transcript: [wire('m6'), { Id: 'odd' }] })], checkpoint(1));
    expect(said.map((signal) => (signal.type === 'diagnostic' ? signal.diagnostic.type : signal.type))).toEqual([
      'unreadableItem',
      'restored',
    ]);
  });

  it('completes without a value', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = setup(clock, [page('m6').pipe(delay(4)), NEVER]);
      expectObservable(createRestore(world, checkpoint(1))).toBe('----|');
    });
  });
});
