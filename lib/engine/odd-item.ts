import type { Item } from '../chat/item.js';
import type { Diagnostic } from './diagnostic.js';
import type { World } from './world.js';

/** What is to be said of an item that was odd and could be read all the same: once, however often it arrives. */
export const oddItem = (
  { ports, ledger }: Pick<World, 'ports' | 'ledger'>,
  { id, problems }: Item,
): Diagnostic | undefined =>
  problems === undefined || ledger.has(id) ? undefined : { type: 'oddItem', at: ports.clock.now(), problems };
