import { InvalidArgumentError } from './emulator-error.js';
import type { EmulatorOptions } from './emulator-options.js';
import { FAULTS } from './faults/fault.js';
import { isRecord } from './json.js';
import { PARTICIPANT_OPERATIONS } from './operation-name.js';

/** Throws an {@link InvalidArgumentError} that names the field where the value, never `undefined`, is not fit for it. */
type Check = (field: string, value: unknown) => void;

const fit =
  (rule: string, isFit: (value: unknown) => boolean): Check =>
  (field, value) => {
    if (!isFit(value)) throw new InvalidArgumentError(field, rule);
  };

const within = (min: number, max: number): Check =>
  fit(`must be a number from ${min} to ${max}`, (value) => typeof value === 'number' && value >= min && value <= max);

const oneOf = (...words: ReadonlyArray<string>): Check =>
  fit(`must be one of ${words.join(', ')}`, (value) => words.some((word) => word === value));

/** A name that is not known is a typing error, most likely. */
const record =
  (checks: Readonly<Record<string, Check>>, prefix = (field: string): string => `${field}.`): Check =>
  (field, value) => {
    if (!isRecord(value)) throw new InvalidArgumentError(field, 'must be an object');
    for (const [name, member] of Object.entries(value)) {
      const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
      if (check === undefined) throw new InvalidArgumentError(prefix(field) + name, 'is not known');
      if (member !== undefined) check(prefix(field) + name, member);
    }
  };

const each = (names: ReadonlyArray<string>, check: Check): Check =>
  record(Object.fromEntries(names.map((name) => [name, check])));

const TOGGLE = fit('must be true or false', (value) => typeof value === 'boolean');
const CALLABLE = fit('must be a function', (value) => typeof value === 'function');
const TEXT = fit('must be text', (value) => typeof value === 'string' && value !== '');
const TEXTS = fit('must be a list of text', (value) =>
  Array.isArray(value) && value.every((one) => typeof one === 'string'));
const PORT = fit('must be a whole number from 0 to 65535', (value) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535);

/** `Infinity` is without end. */
const AMOUNT = within(0, Number.POSITIVE_INFINITY);
/** What is written as a date, which has an end: some 30 years. */
const LIFETIME = within(0, 1e12);
const SKEW = within(-1e12, 1e12);
const SEED = within(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

const PROBABILITY = within(0, 1);
const RULE: Check = (field, rule) => {
  if (!isRecord(rule)) throw new InvalidArgumentError(field, 'must be a probability, or a rule with one');
  PROBABILITY(`${field}.probability`, rule.probability);
};

/** Checks which faults are to strike by chance. */
export const checkFaults = each(FAULTS, (field, planned) => {
  if (typeof planned === 'number') PROBABILITY(field, planned);
  else if (Array.isArray(planned)) planned.forEach((rule: unknown) => RULE(field, rule));
  else RULE(field, planned);
});

/** Checks what is to strike for certain: of a misspelt fault a spec would wait in vain. */
export const checkInjection = (injection: unknown): void => {
  const fault: unknown = isRecord(injection) ? injection.fault : undefined;
  fit('is none of FAULTS', (value) => FAULTS.some((name) => name === value))('fault', fault);
};

const LIMITS = each(PARTICIPANT_OPERATIONS, record({ perSecond: AMOUNT, burst: AMOUNT }));

const OPTIONS: Readonly<Record<keyof EmulatorOptions, Check>> = {
  port: PORT,
  host: TEXT,
  allowNonLoopback: TOGGLE,
  seed: SEED,
  faults: checkFaults,
  clockSkewMs: SKEW,
  connectWindowMs: AMOUNT,
  connectionLifetimeMs: LIFETIME,
  connectionTokenLifetimeMs: LIFETIME,
  idleCloseMs: AMOUNT,
  maxSocketsPerParticipant: AMOUNT,
  onTooManySockets: oneOf('close-oldest', 'refuse'),
  frames: oneOf('strict', 'lenient'),
  socketLingerMs: AMOUNT,
  maxFrameBytes: AMOUNT,
  startPositionInclusive: TOGGLE,
  unknownStartPosition: oneOf('reject', 'empty'),
  maxContentBytes: AMOUNT,
  echoOrder: oneOf('before', 'after', 'random'),
  clientTokenMs: AMOUNT,
  messageProcessor: CALLABLE,
  afterEndGraceMs: AMOUNT,
  maxAttachmentBytes: AMOUNT,
  attachmentTypes: TEXTS,
  maxAttachments: AMOUNT,
  scanMs: AMOUNT,
  scan: CALLABLE,
  uploadUrlLifetimeMs: LIFETIME,
  customerConnectDeadlineMs: AMOUNT,
  customBotConnectDeadlineMs: AMOUNT,
  chatDurationMs: AMOUNT,
  authenticationWindowMs: AMOUNT,
  gatewayErrors: TOGGLE,
  corsOnFailures: TOGGLE,
  rateLimits: (field, value) => {
    if (typeof value !== 'boolean') LIMITS(field, value);
  },
  maxLogEntries: AMOUNT,
};

/** Checks the options of an emulator. Throws an {@link InvalidArgumentError} that names the first that is unknown or unusable. */
export const checkOptions = (options: unknown): void => record(OPTIONS, () => '')('options', options);
