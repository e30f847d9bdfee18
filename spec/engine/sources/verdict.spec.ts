import { NEVER, throwError, type Observable } from 'rxjs';
import { AccessDeniedError } from '../../../lib/chat/errors.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import { createVerdict } from '../../../lib/engine/sources/verdict.js';
import { message, notice } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { timeline } from '../../support/timeline.js';
import { transcriptPage } from '../../support/wire.js';
import { broken, fakeWorld, ok, status } from '../effects/fake-world.js';

const refusal = new AccessDeniedError({ operation: 'CreateParticipantConnection' });

/** What comes of refusals one after another, while the transcript answers like this. */
const judged = (...answers: ReadonlyArray<Observable<HttpEvent>>): ReadonlyArray<string> => {
  const log: string[] = [];
  marbles((_, clock) => {
    const { world } = fakeWorld(clock, { '/participant/transcript': answers });
    const verdict = createVerdict(world);
    for (let count = answers.length; count > 0; count -= 1) log.push(timeline(clock, verdict(refusal)).join());
  });
  return log;
};

const readable = ok(transcriptPage([message('a', 1)]));
const over = ok(transcriptPage([message('a', 1), notice('e', 2, 'chatEnded')]));
const denied = status(403);

describe('createVerdict', () => {
  it('closes where the transcript shows the end', () => {
    expect(judged(over)).toEqual(['0 closing ended,0 |']);
  });

  it('wishes to read a transcript that shows no end', () => {
    expect(judged(readable)).toEqual(['0 repair withoutSocket,0 |']);
  });

  it('errors with the refusal where nothing could be read twice in a row', () => {
    expect(judged(denied, denied)).toEqual(['0 |', '0 # AccessDeniedError']);
  });

  it.each([400, 401, 402, 404, 409])('takes a %i of the service for one more thing that cannot be read', (code) => {
    expect(judged(status(code), denied)).toEqual(['0 |', '0 # AccessDeniedError']);
    expect(judged(denied, status(code))).toEqual(['0 |', '0 # AccessDeniedError']);
  });

  it('lets a readable transcript outweigh the refusals before', () => {
    expect(judged(denied, readable, denied, readable, denied, denied).slice(2)).toEqual([
      '0 |',
      '0 repair withoutSocket,0 |',
      '0 |',
      '0 # AccessDeniedError',
    ]);
  });

  it.each([
    ['a network that fails', broken()],
    ['an unwell service', status(503)],
    ['a bug', throwError(() => new TypeError())],
  ])('makes nothing of %s', (_, answer) => {
    expect(judged(answer, answer, answer)).toEqual(['0 |', '0 |', '0 |']);
  });

  it('counts a session without a connection token as one that can read nothing', () => {
    marbles((_, clock) => {
      const verdict = createVerdict(fakeWorld(clock, {}, { connected: false }).world);
      expect(timeline(clock, verdict(refusal))).toEqual(['0 |']);
      expect(timeline(clock, verdict(refusal))).toEqual(['0 # AccessDeniedError']);
    });
  });

  it('aborts when it is unsubscribed', () => {
    marbles((_, clock) => {
      const { world, sent } = fakeWorld(clock, { '/participant/transcript': [NEVER] });
      createVerdict(world)(refusal).subscribe().unsubscribe();
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
    });
  });
});
