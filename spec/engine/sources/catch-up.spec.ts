import { map } from 'rxjs';
import type { Position } from '../../../lib/chat/event.js';
import type { Policies } from '../../../lib/engine/policies.js';
import { catchUp } from '../../../lib/engine/sources/catch-up.js';
import { fakeTranscript, type FakeTranscript } from '../../support/fake-transcript.js';
import { message } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { signalText } from '../../support/signal-text.js';
import { fakeWorld } from '../effects/fake-world.js';

const items = ['a', 'b', 'c', 'd', 'e'].map((id, index) => message(id, index + 1));

const reading = (
  { read }: FakeTranscript,
  places: ReadonlyArray<Position> | undefined,
  policies: Partial<Policies> = {},
): ReadonlyArray<string> => {
  const said: string[] = [];
  marbles((_, clock) => {
    const { world } = fakeWorld(clock, {}, { policies: { overlapMs: 0, overlapItems: 0, ...policies } });
    catchUp(world, read, places)
      .pipe(map(signalText))
      .subscribe({ next: (text) => said.push(text), complete: () => said.push('|') });
  });
  return said;
};

describe('catchUp', () => {
  it('reads forward from where it knows the transcript', () => {
    const transcript = fakeTranscript(items);
    const said = reading(transcript, [
      { id: 'b', at: 2 },
      { id: 'c', at: 3 },
    ]);
    expect(said).toEqual(['page b c d e up to e', 'caughtUp d e', '|']);
    expect(transcript.asked).toMatchObject([{ scanDirection: 'FORWARD', startPosition: { id: 'b' } }]);
  });

  it('reads what the history policy asks for on the first look', () => {
    expect(reading(fakeTranscript(items), undefined)).toEqual(['page a b c d e', 'caughtUp d e', '|']);
    expect(reading(fakeTranscript(items), undefined, { history: 'none' })).toEqual([
      'skipped a b c d e',
      'page ',
      'caughtUp d e',
      '|',
    ]);
  });

  it('reads all where an earlier look found nothing, whatever the history policy says', () => {
    expect(reading(fakeTranscript(items), [], { history: 'none' })).toEqual(['page a b c d e', 'caughtUp d e', '|']);
  });

  it.each([true, false])('reads from the newest end when its place is not known any more: strict %s', (isStrict) => {
    const transcript = fakeTranscript(items, { isStrict });
    const said = reading(transcript, [
      { id: 'gone', at: 2.4 },
      { id: 'away', at: 2.5 },
    ]);
    expect(said.filter((text) => text !== 'page ')).toEqual([
      'diagnostic rescanning',
      'skipped a b',
      'gap overlapNotFound away c',
      'page c d e',
      'caughtUp d e',
      '|',
    ]);
    expect(transcript.asked).toMatchObject([{ scanDirection: 'FORWARD' }, { scanDirection: 'BACKWARD' }]);
  });

  it('reads from the newest end where it knows one place only, which may not be shown', () => {
    const transcript = fakeTranscript(items);
    expect(reading(transcript, [{ id: 'c', at: 3 }])).toEqual(['skipped a b', 'page c d e', 'caughtUp d e', '|']);
    expect(transcript.asked).toMatchObject([{ scanDirection: 'BACKWARD' }]);
  });

  it('finds its way by another of its places', () => {
    const said = reading(fakeTranscript(items), [
      { id: 'gone', at: 0 },
      { id: 'c', at: 3 },
    ]);
    expect(said).toEqual(['diagnostic rescanning', 'page a b c d e', 'caughtUp d e', '|']);
  });
});
