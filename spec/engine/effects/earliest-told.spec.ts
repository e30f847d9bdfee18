import { createLedger, type Ledger } from '../../../lib/chat/ledger.js';
import { earliestTold } from '../../../lib/engine/effects/earliest-told.js';
import type { Standing, World } from '../../../lib/engine/world.js';
import { DEFAULT_POLICIES, type Policies } from '../../../lib/engine/policies.js';
import { message, notice, receipt } from '../../support/items.js';

const nothing = (): void => undefined;

const world = (
  ledger: Ledger,
  standing: Standing = { accepted: true },
  policies: Partial<Policies> = {},
): Pick<World, 'ledger' | 'standing' | 'policies'> => ({
  ledger,
  standing: () => standing,
  policies: { ...DEFAULT_POLICIES, ...policies },
});

describe('earliestTold', () => {
  it('is the place of the first event, whatever was skipped before it', () => {
    const ledger = createLedger('contact', 10);
    ledger.enterSilently(message('a', 1));
    ledger.enter(message('c', 3), 'live', nothing);
    ledger.enter(message('b', 2), 'backfill', nothing);
    expect(earliestTold(world(ledger))).toEqual({ at: 2, id: 'b' });
  });

  it('is no event that the transcript does not hold', () => {
    const ledger = createLedger('contact', 10);
    ledger.enter(notice('t', 1, 'typing'), 'live', nothing);
    ledger.enter(receipt('b', 2, true), 'live', nothing);
    ledger.enter(message('b', 3), 'live', nothing);
    expect(earliestTold(world(ledger))).toEqual({ at: 3, id: 'b' });
  });

  it('is just behind the last item of the transcript where nothing was told', () => {
    const ledger = createLedger('contact', 10);
    const standing: Standing = { accepted: true, places: [message('a', 1), message('b', 2)] };
    expect(earliestTold(world(ledger, standing))).toEqual({ at: 3, id: '' });
  });

  it('is where earlier sessions began, when all of theirs is restored', () => {
    const ledger = createLedger('contact', 10);
    ledger.recall([], { since: 4, forgotten: { id: 'f', at: 6 } });
    expect(earliestTold(world(ledger))).toEqual({ at: 4, id: '' });
    ledger.enter(message('m', 9), 'live', nothing);
    expect(earliestTold(world(ledger))).toEqual({ at: 4, id: '' });
    expect(earliestTold(world(ledger, undefined, { restore: 'none' }))).toEqual({ at: 9, id: 'm' });
  });

  it('is the first place that is shown where more was emitted than can be remembered', () => {
    const ledger = createLedger('contact', 2);
    ledger.recall([], { since: 1 });
    for (const at of [7, 8, 9]) ledger.enter(message(`m${at}`, at), 'live', nothing);
    expect(earliestTold(world(ledger, undefined, { maxRememberedItems: 2 }))).toEqual({ at: 8, id: 'm8' });
  });

  it('is nowhere in a chat without any item', () => {
    const standing: Standing = { accepted: true, places: [] };
    expect(earliestTold(world(createLedger('contact', 10), standing))).toBeUndefined();
  });
});
