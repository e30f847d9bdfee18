import { isRecord, parseJson, type JsonRecord } from '../json.js';
import { ServiceError } from './service-error.js';

/** Largest JSON body; beyond it a request is not looked at. */
export const MAX_JSON_BYTES = 262_144;

/** Reads the JSON object in a body; none at all is an empty object. */
export const readJsonBody = (bytes: Buffer | undefined): JsonRecord => {
  if (bytes === undefined) throw new ServiceError('RequestEntityTooLargeException', 'Request Too Long');
  if (bytes.length === 0) return {};
  const body = parseJson(bytes.toString());
  if (!isRecord(body)) throw new ServiceError('SerializationException', 'The body is not a JSON object.');
  return body;
};
