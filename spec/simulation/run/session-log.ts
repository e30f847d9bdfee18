import { isSame } from '../../../lib/chat/same.js';
import type { Checkpoint } from '../../../lib/engine/checkpoint.js';
import type { Session } from '../../../lib/engine/session.js';
import type { Fact } from '../life-record.js';

/** Which of the events noted so far a process knows to have been told: from, and up to but without. */
export type Told = ReadonlyArray<readonly [from: number, to: number]>;

/** A checkpoint, and what had been told when it was taken. */
export interface Saved {
  readonly checkpoint: Checkpoint;
  readonly told: Told;
}

/** What a checkpoint says of what was emitted. */
const settledOf = ({ told, latestAt, forgotten, since, gaps }: Checkpoint) => ({
  told,
  latestAt,
  forgotten,
  since,
  gaps,
});

/** Notes all that a session says, for as long as its process lives. */
export const logSession = (
  session: Session,
  {
    note,
    isAlive,
    eventCount,
    before,
    save,
  }: {
    readonly note: (fact: Fact) => void;
    readonly isAlive: () => boolean;
    readonly eventCount: () => number;
    /** What was told by the processes before. */
    readonly before: Told;
    readonly save: (saved: Saved) => void;
  },
): void => {
  const first = eventCount();
  let known: ReturnType<typeof settledOf> | undefined;
  let told: Told = before;
  const noteAlive = (fact: Fact): void => {
    if (isAlive()) note(fact);
  };
  const ends = (stream: string) => ({
    error: (error: unknown) => noteAlive({ type: 'finished', stream, error }),
    complete: () => noteAlive({ type: 'finished', stream }),
  });
  session.event$.subscribe({ next: (event) => noteAlive({ type: 'event', event }), ...ends('event$') });
  session.status$.subscribe({ next: (status) => noteAlive({ type: 'status', status }), ...ends('status$') });
  session.diagnostic$.subscribe({
    next: (diagnostic) => noteAlive({ type: 'diagnostic', diagnostic }),
    ...ends('diagnostic$'),
  });
  session.transcript$.subscribe({
    next: (transcript) => noteAlive({ type: 'transcript', transcript }),
    ...ends('transcript$'),
  });
  session.checkpoint$.subscribe({
    next: (checkpoint) => {
      if (!isAlive()) return;
      note({ type: 'checkpoint', checkpoint });
      // While something may be missing, a checkpoint repeats what the one before it knew.
      if (known === undefined || !isSame(settledOf(checkpoint), known)) told = [...before, [first, eventCount()]];
      known = settledOf(checkpoint);
      save({ checkpoint, told });
    },
    ...ends('checkpoint$'),
  });
  session.typing$.subscribe({
    next: (typing) => noteAlive({ type: 'typing', ids: typing.map(({ id }) => id) }),
    ...ends('typing$'),
  });
  session.participants$.subscribe({
    next: (participants) => noteAlive({ type: 'participants', ids: participants.map(({ id }) => id) }),
    ...ends('participants$'),
  });
};
