import { VirtualTimeScheduler } from 'rxjs';
import { oddItem } from '../../lib/engine/odd-item.js';
import { message } from '../support/items.js';
import { fakeWorld } from './effects/fake-world.js';

const problems = ['DisplayName: expected string'];

describe('oddItem', () => {
  it('says what was odd, until the item is known', () => {
    const { world } = fakeWorld(Object.assign(new VirtualTimeScheduler(), { frame: 7 }));
    const odd = { ...message('m', 1), problems };
    expect(oddItem(world, odd)).toEqual({ type: 'oddItem', at: 7, problems });
    world.ledger.enter(odd, 'live', () => undefined);
    expect(oddItem(world, odd)).toBeUndefined();
  });

  it('says nothing of an item that is as documented', () => {
    const { world } = fakeWorld(new VirtualTimeScheduler());
    expect(oddItem(world, message('m', 1))).toBeUndefined();
  });
});
