import type { Session } from '../../../lib/engine/session.js';
import { isSame } from '../../../lib/chat/same.js';
import type { Checkpoint } from '../../../lib/engine/checkpoint.js';
import type { Fact } from '../life-record.js';

/** Which of the events noted so far a process knows to have been told: from, and up to but without. */
export type Told = ReadonlyArray<readonly [from: number, to: number]>;

/** A checkpoint, and what had been told when it was taken. */
export interface Saved {
  readonly checkpoint: Checkpoint;
  readonly told: Told;
}

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
  let known: Saved['checkpoint']['told'] | undefined;
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
      if (known === undefined || !isSame(checkpoint.told, known)) told = [...before, [first, eventCount()]];
      known = checkpoint.told;
      save({ checkpoint, told });
    },
    ...ends('checkpoint$'),
  });
  session.typing$.subscribe({
    next: (typing) => noteAlive({ type: 'typing', ids: typing.map(({ id }) => id) }),
    ...ends('typing$'),
  });
  // Nobody looks at this one; it is there to be torn down with the rest.
  session.participants$.subscribe(ends('participants$'));
};
