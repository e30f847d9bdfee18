import { NEVER, Observable, of, Subject } from 'rxjs';
import type { RepairReason } from '../../../lib/engine/diagnostic.js';
import { reading, request, type Progress } from '../../../lib/engine/sources/reading.js';
import { signalText } from '../../support/signal-text.js';

type Step = keyof Progress;

const said = (steps: ReadonlyArray<Step>, reason: RepairReason = 'requested'): ReadonlyArray<string> => {
  const log: string[] = [];
  reading(reason, (progress) => {
    for (const step of steps) progress[step]();
    return NEVER;
  }).subscribe((signal) => log.push(signalText(signal)));
  return log;
};

describe('reading', () => {
  it.each<readonly [string, ReadonlyArray<Step>, ReadonlyArray<string>]>([
    ['begins once, when its first request leaves', ['granted', 'granted'], ['reading requested']],
    ['waits before it begins', ['waits', 'granted'], ['stalled', 'reading requested']],
    [
      'goes on after it has waited',
      ['granted', 'waits', 'waits', 'granted', 'granted', 'waits', 'granted'],
      ['reading requested', 'stalled', 'continued requested', 'stalled', 'continued requested'],
    ],
    [
      'holds nobody again after a failure',
      ['granted', 'failed', 'granted', 'waits', 'granted', 'failed', 'granted'],
      ['reading requested', 'stalled'],
    ],
    ['has failed also where it waits', ['granted', 'waits', 'failed', 'granted'], ['reading requested', 'stalled']],
    ['begins also where it has failed before', ['failed', 'granted'], ['stalled', 'reading requested']],
  ])('%s', (_, steps, right) => expect(said(steps)).toEqual(right));

  it('ends as what it does ends, and ends that', () => {
    const page$ = new Subject<never>();
    const log: string[] = [];
    const observer = { error: ({ message }: Error) => log.push(message), complete: () => log.push('|') };
    reading('audit', () => of()).subscribe(observer);
    reading('audit', () => page$)
      .subscribe(observer)
      .unsubscribe();
    expect(page$.observed).toBe(false);
    reading('audit', () => page$).subscribe(observer);
    page$.error(new Error('broken'));
    expect(log).toEqual(['|', 'broken']);
  });
});

describe('request', () => {
  const steps = (ask: (granted: () => void) => Observable<string>): ReadonlyArray<string> => {
    const log: string[] = [];
    const step = (name: Step) => () => void log.push(name);
    const progress = { granted: step('granted'), waits: step('waits'), failed: step('failed') };
    request(progress, ask).subscribe((value) => log.push(value));
    return log;
  };

  it('waits where it is not granted at once', () => {
    const grant$ = new Subject<string>();
    const log = steps(
      (granted) =>
        new Observable((subscriber) =>
          grant$.subscribe((value) => {
            granted();
            subscriber.next(value);
          }),
        ),
    );
    grant$.next('page');
    expect(log).toEqual(['waits', 'granted', 'page']);
  });

  it('does not where it is', () =>
    expect(
      steps((granted) => {
        granted();
        return of('page');
      }),
    ).toEqual(['granted', 'page']));
});
