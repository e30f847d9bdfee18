import { filter, mergeMap, Observable, takeUntil } from 'rxjs';
import type { ChatError } from '../../chat/errors.js';
import type { Item } from '../../chat/item.js';
import { feed, type FeedEvent } from '../feed/feed.js';
import { oddItem } from '../odd-item.js';
import { isSignal, type Signal } from '../signal.js';
import type { World } from '../world.js';
import { own } from './own.js';

/**
 * The live source: what is posted now. Opens a socket for each connection, beside the one that receives, and closes
 * the older when the newer has subscribed, so that nothing falls between two. What is not this chat's does not pass.
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
    own(world, signal$),
  );

/** The signals of one socket. Written out rather than composed: it runs for each frame. */
const receive = (world: World, number: number, url: string): Observable<Signal> =>
  new Observable((subscriber) => {
    const { ports, policies } = world;
    let subscribed = false;

    const end = (error: ChatError): void => {
      subscriber.next(subscribed ? { type: 'lost', error } : { type: 'refused', number, error });
      subscriber.complete();
    };
    const report = (item: Item): void => {
      const diagnostic = oddItem(world, item);
      if (diagnostic !== undefined) subscriber.next({ type: 'diagnostic', diagnostic });
    };
    const hear = (event: FeedEvent): void => {
      switch (event.type) {
        case 'item':
          if (event.item.problems !== undefined) report(event.item);
          return subscriber.next(event);
        case 'subscribed':
          subscribed = true;
          return subscriber.next({ type: 'subscribed', number });
        case 'suspect':
        case 'assured':
        case 'doubt':
          // What is said of a socket that does not receive yet is said of none that does.
          return subscribed ? subscriber.next(event) : undefined;
        case 'woken':
          return subscriber.next({ type: 'repair', reason: 'woken' });
        case 'diagnostic':
          subscriber.next(event);
          if (isLoss(event)) subscriber.next({ type: 'repair', reason: 'unreadableFrame' });
      }
    };
    subscriber.add(
      feed(ports, policies, url).subscribe({
        next: hear,
        error: end,
      }),
    );
  });

const isLoss = ({ diagnostic }: Extract<FeedEvent, { readonly type: 'diagnostic' }>): boolean =>
  diagnostic.type === 'unreadableFrame' || diagnostic.type === 'oversizedFrame';
