import { NEVER, takeUntil } from 'rxjs';
import { SocketError } from '../../../lib/chat/errors.js';
import { HEARTBEAT_FRAME, PING_FRAME } from '../../../lib/protocol/outgoing-frames.js';
import { heartbeat, type Heart, type HeartbeatAnswer, type Pulse } from '../../../lib/engine/feed/heartbeat.js';
import { marbles } from '../../support/marbles.js';
import { heldBackClock, sleepingClock } from '../../support/sleeping-clock.js';

const heartOf = (clock: Heart['clock'], send: Heart['send'] = () => undefined): Heart => ({
  clock,
  everyMs: 10,
  patienceMs: 4,
  send,
});

const answers: Readonly<Record<string, HeartbeatAnswer>> = {
  p: { heartbeat: 'ping', healthy: true },
  P: { heartbeat: 'ping', healthy: false },
  h: { heartbeat: 'heartbeat', healthy: true },
};
const pulses: Readonly<Record<string, Pulse>> = {
  p: { type: 'doubt', heartbeat: 'ping' },
  h: { type: 'doubt', heartbeat: 'heartbeat' },
  s: { type: 'suspect' },
  a: { type: 'assured' },
  w: { type: 'woken' },
};

/** When it beats, in the first 25 ms. */
const beatsOf = (answerMarbles: string, hints: string): ReadonlyArray<number> => {
  const sent: (readonly [number, string])[] = [];
  marbles(({ hot, cold, flush }, clock) => {
    const heart = heartOf(clock, (text) => sent.push([clock.now(), text]));
    heartbeat(heart, hot(answerMarbles, answers), hot(hints))
      .pipe(takeUntil(cold('25ms x')))
      .subscribe();
    flush();
  });
  const beats = sent.filter(([, text]) => text === PING_FRAME).map(([at]) => at);
  expect(sent).toEqual(
    beats.flatMap((at) => [
      [at, PING_FRAME],
      [at, HEARTBEAT_FRAME],
    ]),
  );
  return beats;
};

describe('heartbeat', () => {
  // prettier-ignore
  it.each([
    // what                                       answers                     pulses                      subscription
    ['is content while both are answered',       '-ph--------ph-----------', '------------------------', '--------------------!'],
    ['doubts the heartbeat that is missing',     '-p---------ph-----------', '----------h-a-----------', '--------------!'],
    ['doubts the ping that is missing',          '-h----------ph----------', '----------p--a----------', '-------------------!'],
    ['names the heartbeat when both are',        '------------------------', '----------h-------------', '------------!'],
    ['asks again soon, and errors when that is not answered either', '---------------------', '----------h---(h#)', '-------------------!'],
    ['counts only those in a row',               '------------h--------------', '----------h---p---------h---(h#)', '----------------------------------!'],
    ['doubts at once when ping is unhealthy',    '-hP---------------------', '--p---------------------', '---------!'],
    ['doubts a beat once only',                  '-P-P--------------------', '-p----------------------', '---------!'],
    ['doubts the next beat again',               '-Ph--------Ph-----------', '-p---------p------------', '-------------------!'],
    ['takes an answer until the next beat',      '---------ph-ph----------', '------------------------', '-------------------!'],
    ['is assured by both answers only',          '-hP--------h-p----------', '--p----------a----------', '-------------------!'],
  ])('%s', (_, answerMarbles, expected, subscription) =>
    marbles(({ hot, expectObservable }, clock) => {
      const answer$ = hot(answerMarbles, answers);
      const pulse$ = heartbeat(heartOf(clock), answer$, NEVER);
      expectObservable(pulse$, subscription).toBe(expected, pulses, new SocketError());
    }),
  );

  it('beats at once and then at every interval, until it is unsubscribed', () => {
    expect(beatsOf('-ph--------ph--------ph', '-')).toEqual([0, 10, 20]);
  });

  describe('when the platform says that something has changed', () => {
    // prettier-ignore
    it.each([
      // what                                        hints                answers                   pulses
      ['asks at once, and is assured by the answer', '-----c------------', '-ph---ph----------',   '-----s-a----------'],
      ['doubts soon where there is no answer',       '-----c--------',     '-ph-----------',       '-----s---h---'],
      ['asks one question at a time',                '-----ccc------',     '-ph-----------',       '-----s---h---'],
      ['takes up its rhythm after that',             '-----c------------', '-ph---ph----ph----',   '-----s-a----------'],
    ])('%s', (_, hints, answerMarbles, expected) =>
      marbles(({ hot, expectObservable }, clock) => {
        const pulse$ = heartbeat(heartOf(clock), hot(answerMarbles, answers), hot(hints));
        expectObservable(pulse$, `${'-'.repeat(expected.length)}!`).toBe(expected, pulses);
      }),
    );

    it('beats once for it', () => {
      expect(beatsOf('-ph---ph--ph', '-----cc')).toEqual([0, 5, 9, 19]);
    });
  });

  describe('when its timers are late', () => {
    it('makes nothing of it where all was answered', () => {
      marbles(({ hot, expectObservable }, clock) => {
        const heart = heartOf(heldBackClock(clock, 60));
        const answer$ = hot('-ph 57ms -ph 57ms -ph', answers);
        expectObservable(heartbeat(heart, answer$, NEVER), '170ms !').toBe('', pulses);
      });
    });

    it('asks again where something is missing, and is assured by the answer', () => {
      marbles(({ hot, expectObservable }, clock) => {
        const asleep = sleepingClock(clock, 5, 11);
        const pulse$ = heartbeat(heartOf(asleep), hot('-----------ph', answers), NEVER);
        expectObservable(pulse$, '14ms !').toBe('----------s-a', pulses);
      });
    });

    it('doubts where that is not answered either', () => {
      marbles(({ hot, expectObservable }, clock) => {
        const asleep = sleepingClock(clock, 5, 11);
        expectObservable(heartbeat(heartOf(asleep), hot('-'), NEVER), '16ms !').toBe('----------s---h', pulses);
      });
    });

    it('doubts a silent socket in a hidden page at the third timer', () => {
      marbles(({ hot, expectObservable }, clock) => {
        const heart = heartOf(heldBackClock(clock, 60));
        expectObservable(heartbeat(heart, hot('-'), NEVER), '125ms !').toBe('60ms s 59ms h', pulses);
      });
    });

    it('says that the process was asleep where that was for longer than timers are held back', () => {
      marbles(({ hot, expectObservable }, clock) => {
        const asleep = sleepingClock(clock, 5, 200_000);
        const pulse$ = heartbeat(heartOf(asleep), hot('-ph', answers), NEVER);
        expectObservable(pulse$, '14ms !').toBe('----------w', pulses);
      });
    });
  });

  it('passes on an error of the answers', () =>
    marbles(({ cold, expectObservable }, clock) => {
      expectObservable(heartbeat(heartOf(clock), cold('--#'), NEVER)).toBe('--#');
    }));

  it('errors when sending throws', () =>
    marbles(({ hot, expectObservable }, clock) => {
      const broken = new Error('broken');
      const send = (): never => {
        throw broken;
      };
      expectObservable(heartbeat(heartOf(clock, send), hot('-'), NEVER)).toBe('#', undefined, broken);
    }));

  it('holds one timer, and none when it is unsubscribed', () =>
    marbles(({ hot, flush }, clock) => {
      const pending = (): number => clock.actions.filter(({ closed }) => !closed).length;
      const before = pending();
      const subscription = heartbeat(heartOf(clock), hot('-'), NEVER).subscribe();
      expect(pending() - before).toBe(1);
      subscription.unsubscribe();
      expect(pending() - before).toBe(0);
      flush();
    }));
});
