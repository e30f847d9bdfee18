import type { EmulatorOptions } from './emulator-options.js';
import { ATTACHMENT_TYPES } from './operations/attachment-type.js';

/** The options with every default filled in. */
export type Settings = { readonly [Name in keyof EmulatorOptions]-?: Exclude<EmulatorOptions[Name], undefined> };

const MINUTE_MS = 60_000;
const MEGABYTE = 1_048_576;

/** The options that say something: `undefined` is as good as absent. */
const given = (options: EmulatorOptions): Partial<Settings> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** Fills in the defaults: what the service documents, else what its official clients betray. */
export const settingsFrom = (options: EmulatorOptions): Settings => ({
  port: 0,
  host: '127.0.0.1',
  allowNonLoopback: false,
  seed: 1,
  faults: {},
  clockSkewMs: 0,
  connectWindowMs: 100_000,
  connectionLifetimeMs: 60 * MINUTE_MS,
  connectionTokenLifetimeMs: 24 * 60 * MINUTE_MS,
  idleCloseMs: 10 * MINUTE_MS,
  maxSocketsPerParticipant: 5,
  onTooManySockets: 'close-oldest',
  frames: 'strict',
  socketLingerMs: 30_000,
  maxFrameBytes: 131_072,
  startPositionInclusive: true,
  unknownStartPosition: 'reject',
  maxContentBytes: 16_384,
  echoOrder: 'before',
  clientTokenMs: Number.POSITIVE_INFINITY,
  messageProcessor: () => ({ type: 'approve' }),
  afterEndGraceMs: 0,
  maxAttachmentBytes: 20 * MEGABYTE,
  attachmentTypes: ATTACHMENT_TYPES,
  maxAttachments: 35,
  scanMs: 100,
  scan: () => 'APPROVED',
  uploadUrlLifetimeMs: 5 * MINUTE_MS,
  customerConnectDeadlineMs: 5 * MINUTE_MS,
  customBotConnectDeadlineMs: 15_000,
  chatDurationMs: 25 * 60 * MINUTE_MS,
  authenticationWindowMs: MINUTE_MS,
  gatewayErrors: false,
  corsOnFailures: true,
  rateLimits: false,
  maxLogEntries: 1_000,
  ...given(options),
});
