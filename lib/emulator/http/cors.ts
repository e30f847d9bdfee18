import type { Answer } from './answer.js';
import { STORAGE_PATH } from '../storage/storage-url.js';

const ALLOWED_HEADERS = [
  'Content-Type',
  'X-Amz-Date',
  'Authorization',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-Content-Sha256',
  'X-Amz-User-Agent',
  'X-Amz-Bearer',
].join(',');

const methodsFor = (path: string): string => {
  if (path.startsWith(STORAGE_PATH)) return 'GET,PUT';
  if (path.startsWith('/participant/views/')) return 'GET';
  return path === '/contact/chat' ? 'PUT' : 'POST';
};

/** The headers that let a browser read an answer. */
export const CORS_HEADERS: Answer['headers'] = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};

/** Answers a preflight. The service names the headers it allows; storage allows what it is asked for. */
export const preflightAnswer = (path: string, requestedHeaders: string | undefined): Answer => ({
  status: 200,
  headers: {
    'Access-Control-Allow-Methods': methodsFor(path),
    'Access-Control-Allow-Headers': path.startsWith(STORAGE_PATH) ? (requestedHeaders ?? '*') : ALLOWED_HEADERS,
  },
  body: '',
});
