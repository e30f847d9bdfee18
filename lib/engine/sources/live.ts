import { catchError, concatMap, defer, filter, map, mergeMap, of, takeUntil, type Observable } from 'rxjs';
import type { ChatError } from '../../chat/errors.js';
import type { Item } from '../../chat/item.js';
import { feed, type FeedEvent } from '../feed/feed.js';
import { isSignal, type Signal } from '../signal.js';
import type { World } from '../world.js';

/**
 * The live source: what is posted now. Opens a socket for each connection, beside the one that receives, and closes
 * the older when the newer has subscribed, so that nothing falls between two.
 */
export const live = (world: World, signal$: Observable<Signal>): Observable<Signal> =>
  signal$.pipe(
    filter(isSignal('connection')),
    // mergeMap: both sockets receive during a handover.
    mergeMap(({ connection }) => {
      const replaced$ = signal$.pipe(
        filter((signal) => signal.type === 'subscribed' && signal.number > connection.number),
      );
      return receive(world, connection.number, connection.url).pipe(takeUntil(replaced$));
    }),
  );

const receive = (world: World, number: number, url: string): Observable<Signal> =>
  defer(() => {
    let subscribed = false;
    const toSignals = (event: FeedEvent): Signal | ReadonlyArray<Signal> => {
      switch (event.type) {
        case 'item':
          return endsChat(event.item) ? [event, { type: 'closing', reason: 'ended' }] : event;
        case 'subscribed':
          subscribed = true;
          return { type: 'subscribed', number };
        case 'doubt':
          return { type: 'doubt', reason: event.heartbeat === 'clock' ? 'wokeUp' : 'heartbeatMissed' };
        case 'diagnostic':
          return isLoss(event) ? [event, { type: 'repair', reason: 'unreadableFrame' }] : event;
      }
    };
    return feed(world.ports, world.policies, url).pipe(
      map(toSignals),
      concatMap((signals) => ('type' in signals ? of(signals) : signals)),
      catchError((error: ChatError) =>
        of<Signal>(subscribed ? { type: 'lost', error } : { type: 'refused', number, error }),
      ),
    );
  });

/** An item of a past contact, which a persistent chat continues, does not end this one. */
const endsChat = (item: Item): boolean =>
  item.type === 'notice' && item.notice.type === 'chatEnded' && item.past !== true;

const isLoss = ({ diagnostic }: Extract<FeedEvent, { readonly type: 'diagnostic' }>): boolean =>
  diagnostic.type === 'unreadableFrame' || diagnostic.type === 'oversizedFrame';
