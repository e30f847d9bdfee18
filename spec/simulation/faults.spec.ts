import { judge } from './checks/checks.js';
import { FAULTS } from './faults/faults.js';
import { plainPlan } from './plain-plan.js';
import type { FaultStep } from './plan/plan.js';
import { simulate } from './run/simulate.js';
import { moreSigns } from './signs-of.js';

/** At the beginning, and at an absence, when the session connects again. */
const strikes = (kind: string): ReadonlyArray<FaultStep> =>
  [0, 61_000].map((at) => ({ type: 'fault', at, kind, lastsMs: 30_000, count: 2, pick: 0.3 }));

/** What a session says of each kind of fault, more often than in a life without any. */
const SIGNS: Readonly<Record<string, ReadonlyArray<string>>> = {
  ackDelayed: [],
  admissionRefused: ['failed AccessDeniedError', 'send ChatEndedError'],
  answerHanging: ['holdReleased', 'late', 'retrying GetTranscript RequestTimeoutError'],
  answerLost: ['holdReleased', 'late', 'retrying GetTranscript NetworkError'],
  answerMalformed: ['foreignAnswer GetTranscript', 'holdReleased', 'late', 'retrying GetTranscript ForeignAnswerError'],
  answerSlow: ['holdReleased', 'late'],
  answerTruncated: ['holdReleased', 'late', 'retrying GetTranscript UnreadableError'],
  asleep: [],
  chunkLost: [],
  chunkReordered: [],
  chunkRepeated: [],
  clockJumping: [],
  connectionDenied: ['failed AccessDeniedError', 'send ChatEndedError'],
  consumerDisconnecting: ['retrying CreateParticipantConnection SocketError', 'socketLost SocketError'],
  consumerLeaving: [],
  consumerNeverDraining: [],
  consumerReconnecting: [],
  consumerThrowing: [],
  consumerWatching: [],
  dateMissing: [],
  dateWrong: [],
  denied: [],
  foreignFrames: ['foreignFrame', 'repairing unknownContact'],
  frameDelayed: [],
  frameDuplicated: [],
  frameGarbled: ['repairing unreadableFrame', 'unreadableFrame'],
  frameLost: [],
  frameOversized: ['oversizedFrame', 'repairing unreadableFrame'],
  frameReordered: ['late'],
  frameUnknown: ['gatewayError'],
  halfOpen: [],
  handoverBroken: [
    'heartbeatMissed heartbeat',
    'retrying CreateParticipantConnection SocketError',
    'socketLost SocketError',
  ],
  handshakeHangs: [
    'repairing echoMissing',
    'repairing withoutSocket',
    'retrying CreateParticipantConnection SubscriptionError',
    'socketLost SubscriptionError',
  ],
  handshakeRefused: [
    'repairing echoMissing',
    'repairing withoutSocket',
    'retrying CreateParticipantConnection SocketError',
    'socketLost SocketError',
  ],
  heartbeatSilent: [
    'heartbeatMissed heartbeat',
    'retrying CreateParticipantConnection SocketError',
    'socketLost SocketError',
  ],
  hidden: [],
  interposed: [
    'foreignAnswer CreateParticipantConnection',
    'repairing echoMissing',
    'retrying CreateParticipantConnection ForeignAnswerError',
    'retrying CreateParticipantConnection SocketError',
    'socketLost SocketError',
  ],
  itemUnreadable: ['gap unreadableItems', 'late', 'unreadableItem'],
  messageAnswerLost: ['late', 'repairing echoMissing', 'retrying SendMessage NetworkError'],
  messageLost: ['retrying SendMessage NetworkError'],
  messageRefusedAgain: ['repairing requested', 'retrying SendMessage NetworkError', 'send OutcomeUnknownError'],
  nextTokenEndless: ['gap tooManyPages', 'holdReleased', 'late'],
  nextTokenExpired: [],
  nextTokenRepeated: [],
  pageShort: [],
  pingFailing: ['heartbeatMissed ping'],
  pingSilent: ['heartbeatMissed ping', 'retrying CreateParticipantConnection SocketError', 'socketLost SocketError'],
  platformMistaken: [],
  platformOffline: [
    'retrying CreateParticipantConnection NetworkError',
    'retrying CreateParticipantConnection SocketError',
    'retrying SendMessage NetworkError',
    'socketLost SocketError',
  ],
  receiptFirst: ['late', 'repairing echoMissing'],
  requestHanging: ['holdReleased', 'late', 'retrying GetTranscript RequestTimeoutError'],
  requestLost: ['holdReleased', 'late', 'retrying GetTranscript NetworkError'],
  serverFailing: ['holdReleased', 'late', 'retrying GetTranscript ServiceError'],
  socketClosed: ['retrying CreateParticipantConnection SocketError', 'socketLost SocketError'],
  socketClosedAfterAck: [
    'repairing withoutSocket',
    'retrying CreateParticipantConnection SocketError',
    'socketLost SocketError',
  ],
  socketClosedBeforeAck: [
    'repairing withoutSocket',
    'retrying CreateParticipantConnection SocketError',
    'socketLost SocketError',
  ],
  startForgotten: ['rescanning'],
  startRefused: ['rescanning'],
  subscriptionRefused: [
    'repairing echoMissing',
    'repairing withoutSocket',
    'retrying CreateParticipantConnection SocketError',
    'retrying CreateParticipantConnection SubscriptionError',
    'socketLost SocketError',
    'socketLost SubscriptionError',
  ],
  subscriptionUnanswered: [
    'repairing echoMissing',
    'repairing withoutSocket',
    'retrying CreateParticipantConnection SocketError',
    'retrying CreateParticipantConnection SubscriptionError',
    'socketLost SocketError',
    'socketLost SubscriptionError',
  ],
  throttled: ['holdReleased', 'late', 'retrying GetTranscript ThrottledError'],
  tokensExpired: [],
  transcriptLags: ['late', 'repairing echoMissing'],
  urlsExpired: [],
};

describe('faults', () => {
  const plain = simulate(plainPlan());

  it('has each kind once, and knows the signs of each', () => {
    expect(FAULTS.map(({ kind }) => kind).sort()).toEqual(Object.keys(SIGNS).sort());
  });

  it('needs none for a life without blemish', () => {
    expect(judge(plain)).toEqual([]);
    expect([...plain.injected]).toEqual([]);
  });

  describe.each(FAULTS.map(({ kind }) => kind))('%s', (kind) => {
    const record = simulate(plainPlan(strikes(kind)));

    it('strikes', () => {
      expect(record.injected.get(kind)).toBeGreaterThan(0);
    });

    it('breaks nothing of the guarantee', () => {
      expect(judge(record)).toEqual([]);
    });

    it('shows by its signs, and by no others', () => {
      expect(moreSigns(record, plain)).toEqual(SIGNS[kind]);
    });
  });
});
