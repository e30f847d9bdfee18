import { DEFAULT_POLICIES, type Policies } from '../../../lib/index.js';

const UNLIMITED = { perSecond: 10_000, burst: 10_000 };

const rates: Policies['rates'] = {
  CreateParticipantConnection: UNLIMITED,
  SendMessage: UNLIMITED,
  SendEvent: UNLIMITED,
  GetTranscript: UNLIMITED,
  DisconnectParticipant: UNLIMITED,
  StartAttachmentUpload: UNLIMITED,
  CompleteAttachmentUpload: UNLIMITED,
  GetAttachment: UNLIMITED,
  DescribeView: UNLIMITED,
  GetAuthenticationUrl: UNLIMITED,
  CancelParticipantAuthentication: UNLIMITED,
};

/**
 * The policies of scenarios: retries at once, answers awaited for as long as a busy machine may take. What makes a
 * session act by itself (heartbeats, refreshes, audits) keeps its real pace, unless a scenario is about it.
 */
export const FAST: Policies = {
  ...DEFAULT_POLICIES,
  // Whoever leaves is gone at once, so that a spec can say what happens then.
  offlineGraceMs: 0,
  backoffBaseMs: 5,
  backoffCapMs: 20,
  requestTimeoutMs: 5_000,
  echoTimeoutMs: 3_000,
  lastReadMs: 2_000,
  farewellMs: 500,
  shortestLifeMs: 0,
  auditMs: 0,
  typingExpiryMs: 100,
  typingThrottleMs: 100,
  receiptThrottleMs: 10,
  transcriptMs: 1,
  rates,
};
