import type { Observable } from 'rxjs';
import type { ReceiptItem } from '../../../lib/chat/item.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import { createUnclearReceipts, type UnclearReceipts } from '../../../lib/engine/sources/unclear-receipts.js';
import { message } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { transcriptPage } from '../../support/wire.js';
import { fakeWorld, ok, status, type FakeWorld } from '../effects/fake-world.js';

const TRANSCRIPT = '/participant/transcript';
const MINUTE = 60_000;

const receipt = (id: string, messageId: string): ReceiptItem => ({
  type: 'receipt',
  id,
  at: 9,
  messageId,
  receipts: [],
});

interface Scene {
  readonly receipts: UnclearReceipts;
  readonly passed: ReadonlyArray<string>;
  readonly known: Set<string>;
  readonly fake: FakeWorld;
  readonly run: (ms: number) => void;
}

const scene = (answers: ReadonlyArray<Observable<HttpEvent>>, body: (scene: Scene) => void): void =>
  marbles(({ flush }, clock) => {
    const fake = fakeWorld(clock, { [TRANSCRIPT]: answers });
    const passed: string[] = [];
    const known = new Set<string>();
    const receipts = createUnclearReceipts(
      fake.world,
      (id) => known.has(id),
      ({ id }) => void passed.push(id),
    );
    const asking = receipts.lookUp$.subscribe();
    const run = (ms: number): void => {
      clock.maxFrames = clock.now() + ms;
      flush();
    };
    body({ receipts, passed, known, fake, run });
    asking.unsubscribe();
  });

const unknown = (count: number): ReadonlyArray<Observable<HttpEvent>> =>
  Array.from({ length: count }, () => status(400));

describe('createUnclearReceipts', () => {
  it('lets pass the receipts of a message when it has come, and does not ask for it', () =>
    scene([], ({ receipts, passed, fake, run }) => {
      for (const id of ['r', 'q']) receipts.hear(receipt(id, 'a'));
      receipts.settle('a');
      run(9 * MINUTE);
      expect(passed).toEqual(['r', 'q']);
      expect(fake.sent).toEqual([]);
    }));

  it('asks for a message after a second, and once for all that its answer shows', () =>
    scene([ok(transcriptPage(['a', 'b', 'c'].map((id) => message(id, 1))))], ({ receipts, passed, fake, run }) => {
      for (const id of ['a', 'c']) receipts.hear(receipt(`r of ${id}`, id));
      run(9 * MINUTE);
      expect(passed).toEqual(['r of a', 'r of c']);
      expect(fake.sentAt(TRANSCRIPT)).toEqual([1_000]);
    }));

  it('asks ever more rarely while others are found to be meant, and asks nothing twice', () =>
    scene(unknown(999), ({ receipts, passed, fake, run }) => {
      for (let n = 0; n < 20; n += 1) for (const id of ['r', 'q']) receipts.hear(receipt(`${id}${n}`, `m${n}`));
      run(9 * MINUTE);
      expect(fake.sentAt(TRANSCRIPT).slice(0, 8)).toEqual([1, 3, 7, 15, 31, 63, 123, 183].map((s) => s * 1_000));
      receipts.hear(receipt('s0', 'm0'));
      run(99 * MINUTE);
      expect(fake.sentAt(TRANSCRIPT)).toHaveLength(20);
      expect(passed).toEqual([]);
    }));

  it('does not go on for what is forgotten, or has come meanwhile', () =>
    scene(unknown(9_999), ({ receipts, known, passed, fake, run }) => {
      for (let n = 0; n < 12_000; n += 1) {
        receipts.hear(receipt(`r${n}`, `m${n}`));
        run(10);
      }
      run(60 * MINUTE);
      // A few while they came, and then one a minute.
      expect(fake.sentAt(TRANSCRIPT).length).toBeLessThan(70);
      for (let n = 0; n < 12_000; n += 1) known.add(`m${n}`);
      receipts.review();
      expect(passed.length).toBeLessThanOrEqual(1_000);
      const asked = fake.sent.length;
      run(60 * MINUTE);
      expect(fake.sent).toHaveLength(asked);
    }));

  it('says nothing of a message that the service does not know', () =>
    scene(unknown(1), ({ receipts, fake, run }) => {
      receipts.hear(receipt('r', 'a'));
      run(MINUTE);
      expect(fake.said).toEqual([]);
    }));

  it('asks for one that comes late without delay after an answer that has found something', () =>
    scene(
      [...unknown(3), ok(transcriptPage([message('d', 1)])), ok(transcriptPage([message('e', 1)]))],
      ({ receipts, fake, run }) => {
        for (const id of ['a', 'b', 'c', 'd', 'e']) receipts.hear(receipt(`r of ${id}`, id));
        run(MINUTE);
        expect(fake.sentAt(TRANSCRIPT)).toEqual([1, 3, 7, 15, 16].map((s) => s * 1_000));
      },
    ));
});
