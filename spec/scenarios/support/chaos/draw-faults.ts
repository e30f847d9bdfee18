import { FAULTS, type FaultName, type FaultRule } from '../../../../lib/emulator/index.js';
import type { Random } from '../../../simulation/random.js';
import type { ChaosFaults } from './chaos-plan.js';

const CLOSE_CODES = [1000, 1001, 1006, 1011, 4000, 4999] as const;
const OPERATIONS = ['CreateParticipantConnection', 'GetTranscript', 'SendMessage', 'SendEvent'] as const;

/** What may strike more often than not and still leaves something of a service. */
const OFTEN: ReadonlySet<FaultName> = new Set<FaultName>([
  'handshake.refuse',
  'handshake.break',
  'subscribe.failure',
  'subscribe.close',
  'subscribe.delay',
  'handover.loseOld',
  'handover.loseNew',
  'connection.badUrl',
  'transcript.startForgotten',
  'transcript.startRefused',
  'transcript.tokenRefused',
  'transcript.tokenRepeated',
  'transcript.shortPage',
  'transcript.lag',
  'response.dateMissing',
  'response.dateWrong',
  'receipt.early',
]);

/** An upload is waited for longer than a whole life takes. */
const DRAWN = FAULTS.filter((fault) => fault !== 'upload.hang');

/** By contract a refused participant token is the end; only other calls are denied for no reason. */
const errorOf = (random: Random): Partial<FaultRule> =>
  random.chance(0.15)
    ? { operation: random.pick(['GetTranscript', 'SendMessage']), status: 403, gateway: random.chance(0.5) }
    : {
        ...(random.chance(0.7) && { operation: random.pick(OPERATIONS) }),
        status: random.pick([429, 500, 502, 503]),
        ...(random.chance(0.1) && { retryAfterSeconds: 1 }),
      };

const detailsOf = (fault: FaultName, random: Random): Partial<FaultRule> => {
  if (fault === 'response.error') return errorOf(random);
  if (fault.startsWith('response.')) {
    return { ...(random.chance(0.6) && { operation: random.pick(OPERATIONS) }), delayMs: random.scale(5, 400) };
  }
  if (fault === 'handshake.refuse') return { status: random.pick([403, 429, 500]) };
  if (fault === 'frame.oversize') return { sizeInBytes: random.pick([70_000, 2_000_000]) };
  return { code: random.pick(CLOSE_CODES), delayMs: random.scale(5, 800) };
};

/** Draws some of all the faults there are, each with a chance of its own. */
export const drawFaults = (random: Random): ChaosFaults => {
  const wanted = random.int(1, 10) / DRAWN.length;
  const drawn = DRAWN.map((fault): readonly [FaultName, FaultRule] | undefined => {
    const [isWanted, probability] = [random.chance(wanted), random.scale(1, OFTEN.has(fault) ? 60 : 20) / 100];
    const details = detailsOf(fault, random);
    return isWanted ? [fault, { probability, ...details }] : undefined;
  });
  return Object.fromEntries(drawn.filter((entry) => entry !== undefined));
};
