import {
  concat,
  filter,
  map,
  merge,
  mergeMap,
  of as just,
  Subject,
  take,
  takeUntil,
  timer,
  type Observable,
} from 'rxjs';
import type { Item, ReceiptItem } from '../../../lib/chat/item.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import { isSignal, type Signal } from '../../../lib/engine/signal.js';
import { own } from '../../../lib/engine/sources/own.js';
import { message, notice } from '../../support/items.js';
import { loop } from '../../support/loop.js';
import { marbles } from '../../support/marbles.js';
import { timeline } from '../../support/timeline.js';
import { transcriptPage } from '../../support/wire.js';
import { fakeWorld, ok, status } from '../effects/fake-world.js';

const of = (item: Item, contactId: string | undefined, initialContactId?: string): Signal => {
  const named: Item & { contactId?: string } = { ...item, ...(initialContactId !== undefined && { initialContactId }) };
  if (contactId === undefined) delete named.contactId;
  else named.contactId = contactId;
  return { type: 'item', item: named };
};
const receipt = (id: string, messageId: string): Signal => {
  const item: ReceiptItem = { type: 'receipt', id, at: 9, messageId, receipts: [] };
  return { type: 'item', item };
};
const READING: Signal = { type: 'reading', reason: 'unknownContact' };
const CAUGHT_UP: Signal = { type: 'caughtUp', places: [], over: false };

interface Circumstances {
  readonly maxHeldItems?: number;
  readonly known?: ReadonlyArray<Item>;
  /** Of GetTranscript. */
  readonly answers?: ReadonlyArray<Observable<HttpEvent>>;
}

/** What passes of what is pushed, one after another; between them, what the transcript teaches and shows. */
const passed = (
  steps: ReadonlyArray<Signal | { readonly teaches: string } | { readonly shows: Item }>,
  { maxHeldItems = 1_000, known = [], answers = [] }: Circumstances = {},
): ReadonlyArray<string> => {
  let log: ReadonlyArray<string> = [];
  marbles(({ cold, flush }, clock) => {
    const { world } = fakeWorld(clock, { '/participant/transcript': answers }, { policies: { maxHeldItems } });
    for (const item of known) world.ledger.enter(item, 'backfill', () => undefined);
    const pushed$ = new Subject<Signal>();
    const said$ = new Subject<Signal>();
    const filtered$ = loop<Signal>((signal$: Observable<Signal>) => merge(pushed$.pipe(own(world, signal$)), said$));
    log = timeline(clock, filtered$.pipe(takeUntil(cold('9s x'))));
    for (const step of steps) {
      if ('teaches' in step) world.contacts.addFirst(step.teaches);
      else if ('shows' in step) world.ledger.enter(step.shows, 'backfill', () => undefined);
      else if (['reading', 'caughtUp', 'sent', 'closing'].includes(step.type)) said$.next(step);
      else {
        if (step.type === 'item' && step.item.type === 'message') {
          const { item } = step;
          if (world.contacts.owns(item) === true) world.ledger.enter(item, 'live', () => undefined);
        }
        pushed$.next(step);
      }
    }
    flush();
  });
  return log.map((text) => text.replace(/^\d+ /, '')).filter((text) => !/^(reading|caughtUp|sent|\|)/.test(text));
};

const ASKED = ['diagnostic foreignFrame', 'repair unknownContact'];

describe('own', () => {
  it('lets pass what names this chat, by either contact, or none', () => {
    expect(
      passed([of(message('a', 1), 'contact'), of(message('b', 2), 'other', 'contact'), of(message('c', 3), undefined)]),
    ).toEqual(['item a', 'item b', 'item c']);
  });

  it('learns from it: a transfer whose frames name the new contact alone later', () => {
    expect(passed([of(message('a', 1), 'next', 'contact'), of(message('b', 2), 'next')])).toEqual(['item a', 'item b']);
  });

  it('drops what is of another contact once the transcript has been read, and asks for that once', () => {
    expect(
      passed([
        of(message('a', 1), 'x', 'x'),
        READING,
        of(message('b', 2), 'x', 'x'),
        CAUGHT_UP,
        of(message('c', 3), 'x'),
      ]),
    ).toEqual(ASKED);
  });

  it('lets pass in order what was held where the transcript has shown the contact as ours', () => {
    expect(
      passed([
        of(message('a', 1), 'next'),
        READING,
        of(message('b', 2), 'next'),
        { teaches: 'next' },
        CAUGHT_UP,
        of(message('c', 3), 'next'),
      ]),
    ).toEqual([...ASKED, 'item a', 'item b', 'item c']);
  });

  it('lets pass what the transcript has shown under the same id, and so its contact, though it names none there', () => {
    expect(
      passed([
        of(message('a', 1), 'next'),
        of(message('b', 2), 'next'),
        READING,
        { shows: message('a', 1) },
        CAUGHT_UP,
        of(message('c', 3), 'next'),
      ]),
    ).toEqual([...ASKED, 'item a', 'item b', 'item c']);
  });

  it('waits for a reading that began after the first frame', () => {
    expect(passed([READING, of(message('a', 1), 'next'), CAUGHT_UP])).toEqual(ASKED);
    expect(passed([READING, of(message('a', 1), 'next'), CAUGHT_UP, READING, { teaches: 'next' }, CAUGHT_UP])).toEqual([
      ...ASKED,
      'item a',
    ]);
  });

  it('takes what it knows by its id for ours, whatever it names', () => {
    expect(passed([of(message('a', 1), 'next'), of(message('b', 2), 'next')], { known: [message('a', 1)] })).toEqual([
      'item a',
      'item b',
    ]);
    expect(passed([{ type: 'sent', id: 'own' }, of(message('own', 1), 'next'), of(message('b', 2), 'next')])).toEqual([
      'item own',
      'item b',
    ]);
  });

  it('holds no more than it may, and asks again for what gave way', () => {
    expect(
      passed(
        [
          of(message('a', 1), 'next'),
          of(message('b', 2), 'next'),
          of(message('c', 3), 'next'),
          READING,
          { teaches: 'next' },
          CAUGHT_UP,
        ],
        { maxHeldItems: 2 },
      ),
    ).toEqual([...ASKED, 'repair unknownContact', 'item b', 'item c']);
  });

  describe('with a contact that goes on speaking', () => {
    /** One frame a second, and the readings that are asked for, of which one teaches the contact. */
    const spoken = (seconds: number, taughtBy = Infinity): ReadonlyArray<string> => {
      let log: ReadonlyArray<string> = [];
      marbles(({ flush }, clock) => {
        const { world } = fakeWorld(clock, {});
        let readings = 0;
        const pushed$ = timer(0, 1_000, clock).pipe(
          take(seconds),
          map((second) => of(message(`m${second}`, second), 'next')),
        );
        const read = (): Observable<Signal> =>
          concat(
            just(READING),
            timer(1_500, clock).pipe(
              map((): Signal => {
                readings += 1;
                if (readings === taughtBy) world.contacts.addFirst('next');
                return CAUGHT_UP;
              }),
            ),
          );
        log = timeline(
          clock,
          loop<Signal>((signal$) =>
            merge(pushed$.pipe(own(world, signal$)), signal$.pipe(filter(isSignal('repair')), mergeMap(read))),
          ),
        );
        flush();
      });
      return log.filter((text) => !/ (reading|caughtUp) ?|\|/.test(text));
    };

    it('asks again, less and less often, and says so once', () => {
      expect(spoken(500)).toEqual([
        '0 diagnostic foreignFrame',
        '0 repair unknownContact',
        '12000 repair unknownContact',
        '44000 repair unknownContact',
        '136000 repair unknownContact',
        '408000 repair unknownContact',
      ]);
    });

    it('does not ask again of one that says no more', () => {
      expect(spoken(2)).toHaveLength(2);
    });

    it('lets pass what comes from then on where a later reading shows the contact as ours', () => {
      expect(spoken(16, 2)).toEqual([
        '0 diagnostic foreignFrame',
        '0 repair unknownContact',
        '12000 repair unknownContact',
        '13500 item m12',
        '13500 item m13',
        '14000 item m14',
        '15000 item m15',
      ]);
    });
  });

  describe('with receipts, which name no contact', () => {
    const x = of(message('x', 1), 'x');

    it('lets those of messages that are known pass', () => {
      expect(passed([x, receipt('r', 'a')], { known: [message('a', 1)] })).toEqual([...ASKED, 'item r']);
    });

    it('holds one that has overtaken its message, for that to come', () => {
      expect(passed([receipt('r', 'a'), receipt('q', 'z'), of(message('a', 2), 'contact')])).toEqual([
        'item a',
        'item r',
      ]);
    });

    it.each([
      [
        'lets it pass where the transcript has the message',
        ok(transcriptPage([message('a', 1)])),
        ['item r', 'item q'],
      ],
      ['drops it where the transcript shows nothing', ok(transcriptPage([])), []],
      ['drops it where the service does not know the message', status(400), []],
    ])('%s', (_, answer, expected) => {
      expect(passed([receipt('r', 'a'), receipt('q', 'a')], { answers: [answer] })).toEqual(expected);
    });

    it('asks once for one message, and not for those of other contacts', () => {
      expect(passed([x, READING, CAUGHT_UP, receipt('r', 'x'), receipt('q', 'x')])).toEqual(ASKED);
    });

    it('takes them for ours at the end, where nothing foreign was seen', () => {
      expect(passed([receipt('r', 'a'), { type: 'closing', reason: 'ended' }])).toEqual(['closing ended', 'item r']);
    });
  });

  it('lets pass what it held of a contact before the own frame that explains it', () => {
    const held = [of(message('a', 1), 'next'), of(message('b', 2), 'next')];
    expect(passed([...held, of(message('c', 3), 'next', 'contact'), READING, CAUGHT_UP])).toEqual([
      ...ASKED,
      'item a',
      'item b',
      'item c',
    ]);
  });

  describe('with the end of a chat', () => {
    const ended = notice('e', 9, 'chatEnded');

    it('closes where it names this one, or none', () => {
      expect(passed([of(ended, 'contact')])).toEqual(['item e', 'closing ended']);
      expect(passed([of(ended, undefined)])).toEqual(['item e', 'closing ended']);
    });

    it('makes nothing of that of another', () => {
      expect(passed([of(ended, 'x', 'x'), READING, CAUGHT_UP])).toEqual(ASKED);
    });

    it('reads where it names an earlier contact of this one', () => {
      expect(passed([of(message('a', 1), 'next', 'contact'), of(ended, 'contact', 'contact')])).toEqual([
        'item a',
        'item e',
        'repair earlierContactEnded',
      ]);
    });

    it('reads where it names a contact that has said nothing yet, and goes on', () => {
      expect(passed([of(ended, 'sibling', 'contact')])).toEqual(['item e', 'repair earlierContactEnded']);
    });

    it('makes nothing of that of a past contact', () => {
      expect(passed([of({ ...ended, past: true }, 'contact')])).toEqual(['item e']);
    });
  });
});
