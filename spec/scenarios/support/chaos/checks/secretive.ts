import type { ChaosCheck } from './check.js';
import { SECRET_MARK } from '../secret-text.js';

/** What the emulator's tokens, socket URLs and signed URLs look like. */
const SECRET = new RegExp(`${SECRET_MARK}|participant-token-|connection-token-|X-Emulator-Secret|X-Amz-Signature`);

/** Whether a secret stands anywhere in a value: its fields at any depth, and what errors have besides. */
const tells = (value: unknown, depth = 0): boolean => {
  if (typeof value === 'string') return SECRET.test(value);
  if (typeof value !== 'object' || value === null || depth > 8) return false;
  const hidden = value instanceof Error ? [value.message, value.stack, value.cause] : [];
  return [...hidden, ...Object.values(value)].some((field) => tells(field, depth + 1));
};

/** Private: no token, signed URL or text in any status, error or diagnostic. */
export const secretive: ChaosCheck = ({ processes, sends, errors }) => [
  ...processes.flatMap(({ statuses, diagnostics, transcripts, finished }) => [
    ...statuses.filter((status) => tells(status)).map(({ type }) => `a secret in a status (${type})`),
    ...diagnostics.filter((diagnostic) => tells(diagnostic)).map(({ type }) => `a secret in a diagnostic (${type})`),
    ...[...finished].filter(([, error]) => tells(error)).map(([stream]) => `a secret in the error of ${stream}`),
    ...(transcripts.some(({ items }) => items.some((item) => item.type === 'pending' && tells(item.error)))
      ? ['a secret in the error of a pending send']
      : []),
  ]),
  ...sends.flatMap(({ outcome }, number) =>
    outcome?.type === 'failed' && tells(outcome.error) ? [`a secret in the error of send ${number}`] : [],
  ),
  ...errors.filter((error) => tells(error)).map(() => 'a secret in the error of an effect'),
];
