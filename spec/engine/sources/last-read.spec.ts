import { delay, NEVER, switchMap, type Observable } from 'rxjs';
import type { EndReason, Position } from '../../../lib/chat/event.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import { getTranscript } from '../../../lib/engine/participant/get-transcript.js';
import { DEFAULT_POLICIES } from '../../../lib/engine/policies.js';
import { lastRead } from '../../../lib/engine/sources/last-read.js';
import { message, notice } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { timeline } from '../../support/timeline.js';
import { transcriptPage } from '../../support/wire.js';
import { broken, fakeWorld, ok, status } from '../effects/fake-world.js';

const TRANSCRIPT = '/participant/transcript';
const PLACES = [
  { id: 'a', at: 1 },
  { id: 'b', at: 2 },
];
const page = transcriptPage([message('a', 1), message('b', 2), message('c', 3)]);

interface Scene {
  readonly answers: ReadonlyArray<Observable<HttpEvent>>;
  readonly complete?: boolean;
  readonly places?: ReadonlyArray<Position>;
  readonly connected?: boolean;
  readonly reason?: EndReason;
}

/** What is said, and how often the transcript was asked for. */
const scene = ({
  answers,
  complete = false,
  places,
  connected,
  reason = 'accessDenied',
}: Scene): readonly [ReadonlyArray<string>, number] => {
  let log: ReadonlyArray<string> = [];
  let count = 0;
  marbles(({ flush }, clock) => {
    const { world, sent } = fakeWorld(
      clock,
      { [TRANSCRIPT]: answers },
      { connected: connected ?? true, policies: { lastReadMs: 2_000, overlapMs: 0, overlapItems: 0 } },
    );
    log = timeline(clock, lastRead(world, places, reason, complete));
    flush();
    count = sent.length;
  });
  return [log.filter((text) => !text.includes('diagnostic')), count];
};

const END = ['ended accessDenied', '|'];
const at = (time: number, ...texts: ReadonlyArray<string>): ReadonlyArray<string> =>
  texts.map((text) => `${time} ${text}`);

describe('lastRead', () => {
  it('reads the transcript once more, then ends', () => {
    const [log, count] = scene({ answers: [ok(page).pipe(delay(5))], places: PLACES });
    expect(log).toEqual([...at(0, 'reading lastRead'), ...at(5, 'page a b c up to c', 'caughtUp b c', ...END)]);
    expect(count).toBe(1);
  });

  it('says that something may be missing when it is not allowed to any more', () => {
    const [log] = scene({ answers: [status(403)], places: PLACES });
    expect(log).toEqual(at(0, 'reading lastRead', 'gap transcriptDenied b -', ...END));
  });

  it('says nothing of the kind where nothing was missing', () => {
    const [log] = scene({ answers: [status(403)], places: PLACES, complete: true });
    expect(log).toEqual(at(0, 'reading lastRead', ...END));
  });

  it('says so from the beginning where nothing was ever read', () => {
    const [log] = scene({ answers: [status(403)] });
    expect(log).toEqual(at(0, 'reading lastRead', 'gap transcriptDenied - -', ...END));
  });

  it('attempts again after what passes', () => {
    const [log, count] = scene({ answers: [broken(), status(500), ok(page)], places: PLACES });
    expect(log).toEqual(at(0, 'reading lastRead', 'stalled', 'page a b c up to c', 'caughtUp b c', ...END));
    expect(count).toBe(3);
  });

  it('ends in time whatever the service does', () => {
    const [log] = scene({ answers: [NEVER], places: PLACES });
    expect(log).toEqual([...at(0, 'reading lastRead'), ...at(2_000, 'gap transcriptDenied b -', ...END)]);
  });

  it('ends in time in the middle of a long transcript, and says so', () => {
    const first = ok(transcriptPage([message('a', 1), message('b', 2)], 'next')).pipe(delay(1));
    const answers = [first, ok(page).pipe(delay(5_000))];
    expect(scene({ answers, places: PLACES })[0]).toEqual([
      ...at(0, 'reading lastRead'),
      ...at(1, 'page a b up to b'),
      ...at(2_000, 'gap transcriptDenied b -', ...END),
    ]);
  });

  it('reads again until the transcript shows the end that the socket has told', () => {
    const whole = transcriptPage([message('b', 2), message('c', 3), notice('e', 4, 'chatEnded')]);
    const [log, count] = scene({ answers: [ok(page), ok(page), ok(whole)], places: PLACES, reason: 'ended' });
    expect(log.filter((text) => /caughtUp|ended/.test(text))).toEqual([
      ...at(0, 'caughtUp b c'),
      ...at(500, 'caughtUp b c'),
      ...at(1_500, 'caughtUp c e over', 'closing ended', 'ended ended'),
    ]);
    expect(count).toBe(3);
  });

  it('does not wait for an end that nobody has told', () => {
    const [log] = scene({ answers: [ok(page)], places: PLACES, reason: 'disconnected' });
    expect(log.slice(-2)).toEqual(at(0, 'ended disconnected', '|'));
  });

  it('ends after three readings where the transcript never shows the end', () => {
    const [log, count] = scene({ answers: Array.from({ length: 9 }, () => ok(page)), places: PLACES, reason: 'ended' });
    expect(log.slice(-2)).toEqual(at(1_500, 'ended ended', '|'));
    expect(count).toBe(3);
  });

  it('leaves what was posted before the end a moment to come behind it', () => {
    const [log] = scene({ answers: [status(403)], places: PLACES, complete: true, reason: 'ended' });
    expect(log).toEqual([...at(0, 'reading lastRead'), ...at(500, 'ended ended', '|')]);
  });

  it('begins when its request leaves, and holds nothing while that waits', () => {
    marbles(({ cold, flush }, clock) => {
      const answers = [ok(page).pipe(delay(5)), ok(page).pipe(delay(5))];
      const rates = { ...DEFAULT_POLICIES.rates, GetTranscript: { perSecond: 10, burst: 1 } };
      const { world } = fakeWorld(clock, { [TRANSCRIPT]: answers }, { policies: { rates } });
      getTranscript(world.call, 'token 1', {}).subscribe();
      const log = timeline(clock, cold('---x').pipe(switchMap(() => lastRead(world, PLACES, 'disconnected', true))));
      flush();
      expect(log).toEqual([
        ...at(3, 'stalled'),
        ...at(100, 'reading lastRead'),
        ...at(105, 'page a b c up to c', 'caughtUp a b c', 'ended disconnected'),
      ]);
    });
  });

  it('says so where there is no token to read with', () => {
    const [log, count] = scene({ answers: [], connected: false });
    expect(log).toEqual(at(0, 'gap transcriptDenied - -', ...END));
    expect(count).toBe(0);
  });
});
