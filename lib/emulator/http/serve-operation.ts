import type { ServerResponse } from 'node:http';

import type { FaultSubject, Strike } from '../faults/fault.js';
import { postpone } from '../faults/postpone.js';
import type { Service } from '../service.js';
import { jsonAnswer, type Answer } from './answer.js';
import { bearerOf } from './authorize.js';
import { createEcho } from './echo.js';
import { errorAnswer, faultAnswer } from './error-answer.js';
import type { Inbound } from './inbound.js';
import { perform } from './perform.js';
import { respond, respondHalf } from './respond.js';
import { ServiceError } from './service-error.js';

const DATE_FAULTS = ['response.dateMissing', 'response.dateWrong'] as const;
const RESPONSE_FAULTS = [
  'response.error',
  'response.hang',
  'response.reset',
  'response.lost',
  'response.malformed',
  'response.truncated',
  'response.delay',
] as const;

const MALFORMED: Answer = { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"Id":' };
const DEFAULT_DELAY_MS = 1_000;
const DEFAULT_SKEW_MS = 7_200_000;

const subjectOf = (service: Service, { operation, headers }: Inbound): FaultSubject => {
  const participantId = bearerOf(service, operation, headers['x-amz-bearer'])?.participant.participantId;
  return { operation, ...(participantId !== undefined && { participantId }) };
};

const misdated = ({ faults, clock }: Service, subject: FaultSubject, answer: Answer): Answer => {
  const strike = faults.draw(DATE_FAULTS, subject);
  if (strike === undefined) return answer;
  const wrong = new Date(clock.now() + (strike.skewMs ?? DEFAULT_SKEW_MS));
  return { ...answer, date: strike.fault === 'response.dateMissing' ? 'none' : wrong.toUTCString() };
};

const answerFor = (service: Service, act: () => Answer): Answer => {
  try {
    return act();
  } catch (error) {
    const refusal = error instanceof ServiceError ? error : new ServiceError('InternalServerException', String(error));
    return errorAnswer(refusal, service.settings.gatewayErrors);
  }
};

const send = (service: Service, response: ServerResponse, answer: Answer, strike: Strike | undefined): void => {
  switch (strike?.fault) {
    case 'response.lost':
      return void response.destroy();
    case 'response.malformed': {
      respond(service, response, MALFORMED);
      return;
    }
    case 'response.truncated': {
      respondHalf(service, response, answer);
      return;
    }
    default: {
      respond(service, response, answer);
      return;
    }
  }
};

/** Serves a call of either API: a fault instead, or what it asks for, or that and a fault on the way back. */
export const serveOperation = (
  service: Service,
  inbound: Inbound,
  bytes: Buffer | undefined,
  response: ServerResponse,
  isPermitted: boolean,
): void => {
  const subject = subjectOf(service, inbound);
  const strike = service.faults.draw(RESPONSE_FAULTS, subject);
  if (strike?.fault === 'response.error') {
    respond(service, response, misdated(service, subject, faultAnswer(strike)));
    return;
  }
  if (strike?.fault === 'response.hang') return;
  if (strike?.fault === 'response.reset') return void response.destroy();
  const { echo, release } = createEcho(service);
  const answer = answerFor(service, () => {
    if (!isPermitted) throw new ServiceError('ThrottlingException', 'Rate exceeded');
    return jsonAnswer(200, perform(service, inbound, bytes, echo));
  });
  const finish = (): void => {
    send(service, response, misdated(service, subject, answer), strike);
    release();
  };
  if (strike?.fault === 'response.delay') postpone(service.timers, strike, DEFAULT_DELAY_MS, finish);
  else finish();
};
