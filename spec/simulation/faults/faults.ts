import { ackDelayed } from './ack-delayed.js';
import { admissionRefused } from './admission-refused.js';
import { answerHanging } from './answer-hanging.js';
import { answerLost } from './answer-lost.js';
import { answerMalformed } from './answer-malformed.js';
import { answerSlow } from './answer-slow.js';
import { answerTruncated } from './answer-truncated.js';
import { asleep } from './asleep.js';
import { chunkLost } from './chunk-lost.js';
import { chunkReordered } from './chunk-reordered.js';
import { chunkRepeated } from './chunk-repeated.js';
import { clockJumping } from './clock-jumping.js';
import { connectionDenied } from './connection-denied.js';
import { consumerDisconnecting } from './consumer-disconnecting.js';
import { consumerLeaving } from './consumer-leaving.js';
import { consumerNeverDraining } from './consumer-never-draining.js';
import { consumerReconnecting } from './consumer-reconnecting.js';
import { consumerThrowing } from './consumer-throwing.js';
import { consumerWatching } from './consumer-watching.js';
import { dateMissing } from './date-missing.js';
import { dateWrong } from './date-wrong.js';
import { denied } from './denied.js';
import { foreignFrames } from './foreign-frames.js';
import { frameDelayed } from './frame-delayed.js';
import { frameDuplicated } from './frame-duplicated.js';
import { frameGarbled } from './frame-garbled.js';
import { frameLost } from './frame-lost.js';
import { frameOversized } from './frame-oversized.js';
import { frameReordered } from './frame-reordered.js';
import { frameUnknown } from './frame-unknown.js';
import { halfOpen } from './half-open.js';
import { handoverBroken } from './handover-broken.js';
import { handshakeHangs } from './handshake-hangs.js';
import { handshakeRefused } from './handshake-refused.js';
import { heartbeatSilent } from './heartbeat-silent.js';
import { hidden } from './hidden.js';
import { interposed } from './interposed.js';
import { itemUnreadable } from './item-unreadable.js';
import { messageAnswerLost } from './message-answer-lost.js';
import { messageLost } from './message-lost.js';
import { messageRefusedAgain } from './message-refused-again.js';
import { nextTokenEndless } from './next-token-endless.js';
import { nextTokenExpired } from './next-token-expired.js';
import { nextTokenRepeated } from './next-token-repeated.js';
import { pageShort } from './page-short.js';
import { pingFailing } from './ping-failing.js';
import { pingSilent } from './ping-silent.js';
import { platformMistaken } from './platform-mistaken.js';
import { platformOffline } from './platform-offline.js';
import { receiptFirst } from './receipt-first.js';
import { requestHanging } from './request-hanging.js';
import { requestLost } from './request-lost.js';
import { serverFailing } from './server-failing.js';
import { socketClosedAfterAck } from './socket-closed-after-ack.js';
import { socketClosedBeforeAck } from './socket-closed-before-ack.js';
import { socketClosed } from './socket-closed.js';
import { startForgotten } from './start-forgotten.js';
import { startRefused } from './start-refused.js';
import { subscriptionRefused } from './subscription-refused.js';
import { subscriptionUnanswered } from './subscription-unanswered.js';
import { throttled } from './throttled.js';
import { tokensExpired } from './tokens-expired.js';
import { transcriptLags } from './transcript-lags.js';
import { urlsExpired } from './urls-expired.js';
import type { Fault } from './fault.js';

/** Every kind of disturbance that a life can have. */
export const FAULTS: readonly [Fault, ...ReadonlyArray<Fault>] = [
  ackDelayed,
  admissionRefused,
  answerHanging,
  answerLost,
  answerMalformed,
  answerSlow,
  answerTruncated,
  asleep,
  chunkLost,
  chunkReordered,
  chunkRepeated,
  clockJumping,
  connectionDenied,
  consumerDisconnecting,
  consumerLeaving,
  consumerNeverDraining,
  consumerReconnecting,
  consumerThrowing,
  consumerWatching,
  dateMissing,
  dateWrong,
  denied,
  foreignFrames,
  frameDelayed,
  frameDuplicated,
  frameGarbled,
  frameLost,
  frameOversized,
  frameReordered,
  frameUnknown,
  halfOpen,
  handoverBroken,
  handshakeHangs,
  handshakeRefused,
  heartbeatSilent,
  hidden,
  interposed,
  itemUnreadable,
  messageAnswerLost,
  messageLost,
  messageRefusedAgain,
  nextTokenEndless,
  nextTokenExpired,
  nextTokenRepeated,
  pageShort,
  pingFailing,
  pingSilent,
  platformMistaken,
  platformOffline,
  receiptFirst,
  requestHanging,
  requestLost,
  serverFailing,
  socketClosed,
  socketClosedAfterAck,
  socketClosedBeforeAck,
  startForgotten,
  startRefused,
  subscriptionRefused,
  subscriptionUnanswered,
  throttled,
  tokensExpired,
  transcriptLags,
  urlsExpired,
];
