import { concatMap, type OperatorFunction } from 'rxjs';
import type { ChatEvent } from '../../../lib/chat/event.js';
import { createLedger } from '../../../lib/chat/ledger.js';
import type { Told } from '../../../lib/engine/dedupe.js';
import type { Signal } from '../../../lib/engine/signal.js';
import type { World } from '../../../lib/engine/world.js';

/** Without the safeguard: whatever arrives is told, as if nothing had been before. */
export const dedupe = ({ ledger, contactId }: Pick<World, 'ledger' | 'contactId'>): OperatorFunction<Signal, Told> =>
  concatMap((signal): ReadonlyArray<Told> => {
    const told: Told[] = [];
    const tell = (event: ChatEvent): void => void told.push({ type: 'event', event });
    switch (signal.type) {
      case 'item':
        ledger.enter(signal.item, 'live', () => undefined);
        createLedger(contactId, 1_000).enter(signal.item, 'live', tell);
        return told;
      case 'page':
        for (const item of signal.items) {
          ledger.enter(item, 'backfill', () => undefined);
          createLedger(contactId, 1_000).enter(item, 'backfill', tell);
        }
        return [...told, { type: 'told', ...(signal.frontier && { frontier: signal.frontier }) }];
      case 'skipped':
      case 'restored':
        return told;
      case 'gap':
        return [{ type: 'event', event: { ...signal, contactId } }];
      default:
        return [signal];
    }
  });
