import { HEARTBEAT_FRAME, PING_FRAME } from '../../../lib/protocol/outgoing-frames.js';
import { heartbeat, type HeartbeatAnswer } from '../../../lib/engine/feed/heartbeat.js';
import { marbles } from '../../support/marbles.js';
import { sleepingClock } from '../../support/sleeping-clock.js';

const EVERY_MS = 10;

const answers: Readonly<Record<string, HeartbeatAnswer>> = {
  p: { heartbeat: 'ping', healthy: true },
  P: { heartbeat: 'ping', healthy: false },
  h: { heartbeat: 'heartbeat', healthy: true },
};
const doubts = {
  p: { type: 'doubt', heartbeat: 'ping' },
  h: { type: 'doubt', heartbeat: 'heartbeat' },
  c: { type: 'doubt', heartbeat: 'clock' },
};

describe('heartbeat', () => {
  // prettier-ignore
  it.each([
    // what                                      answers                     doubts                      subscription
    ['is content while both are answered',      '-ph--------ph-----------', '------------------------', '--------------------!'],
    ['doubts the heartbeat that is missing',    '-p----------ph----------', '----------h-------------', '-------------------!'],
    ['doubts the ping that is missing',         '-h----------ph----------', '----------p-------------', '-------------------!'],
    ['names the heartbeat when both are',       '------------------------', '----------h-------------', '------------!'],
    ['doubts anew at each beat',                '------------------------', '----------h---------h---', '-----------------------!'],
    ['doubts at once when ping is unhealthy',   '-hP---------------------', '--p---------------------', '---------!'],
    ['doubts a beat once only',                 '-P-P--------------------', '-p----------------------', '-------------!'],
    ['doubts the next beat again',              '-Ph--------Ph-----------', '-p---------p------------', '-------------------!'],
    ['takes an answer until the next beat',     '---------ph-ph----------', '------------------------', '-------------------!'],
    ['takes a late answer for the present beat','-p----------hp----------', '----------h-------------', '-------------------!'],
  ])('%s', (_, answerMarbles, expected, subscription) =>
    marbles(({ hot, expectObservable }, clock) => {
      const answer$ = hot(answerMarbles, answers);
      expectObservable(
        heartbeat(clock, EVERY_MS, () => undefined, answer$),
        subscription,
      ).toBe(expected, doubts);
    }),
  );

  it('beats at once and then at every interval, until it is unsubscribed', () =>
    marbles(({ hot, expectObservable, expectSubscriptions, flush }, clock) => {
      const sent: (readonly [number, string])[] = [];
      const answer$ = hot('-ph--------ph--------ph', answers);
      const beat$ = heartbeat(clock, EVERY_MS, (text) => sent.push([clock.now(), text]), answer$);
      expectObservable(beat$, '^------------------------!').toBe('------------------------');
      expectSubscriptions(answer$.subscriptions).toBe('^------------------------!');
      flush();
      expect(sent).toEqual(
        [0, 10, 20].flatMap((at) => [
          [at, PING_FRAME],
          [at, HEARTBEAT_FRAME],
        ]),
      );
    }));

  it('blames the clock when a beat is due more than an interval late', () =>
    marbles(({ hot, expectObservable }, clock) => {
      const asleep = sleepingClock(clock, 15, 11);
      const beat$ = heartbeat(asleep, EVERY_MS, () => undefined, hot('-ph--------ph-------', answers));
      expectObservable(beat$, '----------------------!').toBe('--------------------c-', doubts);
    }));

  it('does not blame the clock when a beat is due just an interval late', () =>
    marbles(({ hot, expectObservable }, clock) => {
      const asleep = sleepingClock(clock, 15, 10);
      const beat$ = heartbeat(asleep, EVERY_MS, () => undefined, hot('-ph--------p--------', answers));
      expectObservable(beat$, '----------------------!').toBe('--------------------h-', doubts);
    }));

  it('passes on an error of the answers', () =>
    marbles(({ cold, expectObservable }, clock) => {
      expectObservable(heartbeat(clock, EVERY_MS, () => undefined, cold('--#'))).toBe('--#');
    }));

  it('errors when sending throws', () =>
    marbles(({ hot, expectObservable }, clock) => {
      const broken = new Error('broken');
      const send = (): never => {
        throw broken;
      };
      expectObservable(heartbeat(clock, EVERY_MS, send, hot('-'))).toBe('#', undefined, broken);
    }));
});
