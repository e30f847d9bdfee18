import { TestScheduler, type RunHelpers } from 'rxjs/testing';

export type { RunHelpers } from 'rxjs/testing';

/** Runs a spec in virtual time. Values are compared by structure, errors by name and message. */
export const marbles = (body: (helpers: RunHelpers, clock: TestScheduler) => void): void => {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  scheduler.run((helpers) => body(helpers, scheduler));
};
