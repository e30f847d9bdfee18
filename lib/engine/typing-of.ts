import {
  defer,
  distinctUntilChanged,
  EMPTY,
  expand,
  map,
  of,
  ReplaySubject,
  scan,
  share,
  startWith,
  switchMap,
  timer,
  type Observable,
} from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { Participant } from '../chat/participant.js';
import { isSame } from '../chat/same.js';
import { nextTyping, NO_TYPING, stillTyping, type Typing } from '../chat/typing.js';
import { inLine } from './in-line.js';
import type { Policies } from './policies.js';
import type { Ports } from './ports.js';
import type { World } from './world.js';

/**
 * Who else is typing: from the arrival of a typing event for `policies.typingExpiryMs`, or until they post something.
 * Measured by our own clock, because the service's may differ from it by more than typing lasts.
 *
 * Shared and replayed: a late subscriber gets the present list; the first gets an empty one at once. Emits when the
 * list changes. One timer at most, and none while nobody types or nobody subscribes. Completes when the events have
 * and nobody types any more.
 *
 * @param ownId the own participant, who is in no list.
 */
export const typingOf = (
  event$: Observable<ChatEvent>,
  { clock, dispatch }: Pick<Ports, 'clock'> & Pick<World, 'dispatch'>,
  { typingExpiryMs }: Pick<Policies, 'typingExpiryMs'>,
  ownId?: string,
): Observable<ReadonlyArray<Participant>> => {
  const next = (typing: Typing, event: ChatEvent): Typing => {
    const now = clock.now();
    return nextTyping(stillTyping(typing, now, typingExpiryMs), event, { until: now + typingExpiryMs, ownId });
  };
  const expire = (typing: Typing): Observable<Typing> =>
    typing.typists.length === 0
      ? EMPTY
      : timer(soonestMs(typing, clock.now(), typingExpiryMs), clock).pipe(
          map(() => stillTyping(typing, clock.now(), typingExpiryMs)),
        );
  return defer(() =>
    event$.pipe(
      scan(next, NO_TYPING),
      startWith(NO_TYPING),
      distinctUntilChanged((before, after) => before.typists === after.typists),
      // switchMap: each change sets the timer anew.
      switchMap((typing) => of(typing).pipe(expand(expire))),
      map(({ typists }): ReadonlyArray<Participant> => typists.map(({ participant }) => participant)),
      distinctUntilChanged(isSameList),
      inLine(dispatch),
    ),
  ).pipe(share({ connector: () => new ReplaySubject(1) }));
};

const soonestMs = ({ typists }: Typing, now: number, expiryMs: number): number =>
  Math.min(expiryMs, Math.max(0, Math.min(...typists.map(({ until }) => until - now))));

const isSameList = (a: ReadonlyArray<Participant>, b: ReadonlyArray<Participant>): boolean =>
  a.length === b.length &&
  a.every((participant, index) => {
    const other = b[index];
    return other !== undefined && isSame(other, participant);
  });
