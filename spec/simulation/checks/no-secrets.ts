import { factsOf } from '../life-record.js';
import { SECRET_MARK } from '../secret.js';
import type { Check } from './check.js';

/** Whether a secret stands anywhere in a value: its fields at any depth, and what errors have besides. */
const tells = (value: unknown, depth = 0): boolean => {
  if (typeof value === 'string') return value.includes(SECRET_MARK);
  if (typeof value !== 'object' || value === null || depth > 8) return false;
  if (value instanceof Error && (tells(value.message) || tells(value.stack) || tells(value.cause, depth + 1)))
    return true;
  return Object.values(value).some((field) => tells(field, depth + 1));
};

/** Private: no token, signed URL or text in any status, error or diagnostic; no bearer to the storage host. */
export const noSecrets: Check = (record) => [
  ...factsOf(record, 'status').flatMap(({ status, at }) => (tells(status) ? [`a secret in the status at ${at}`] : [])),
  ...factsOf(record, 'diagnostic').flatMap(({ diagnostic, at }) =>
    tells(diagnostic) ? [`a secret in the diagnostic (${diagnostic.type}) at ${at}`] : [],
  ),
  ...record.facts.flatMap((fact) => {
    const error = 'error' in fact ? fact.error : undefined;
    return tells(error) ? [`a secret in the error of ${fact.type} at ${fact.at}`] : [];
  }),
  ...factsOf(record, 'transcript').flatMap(({ transcript, at }) =>
    transcript.items.some((item) => item.type === 'pending' && tells(item.error))
      ? [`a secret in the error of a pending send at ${at}`]
      : [],
  ),
  ...factsOf(record, 'leaked').map(({ to, at }) => `the bearer went to ${to} at ${at}`),
];
