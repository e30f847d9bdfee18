import { optionalChoice, optionalInteger, optionalText } from '../http/field.js';
import { invalid } from '../http/service-error.js';
import { isRecord, type JsonRecord } from '../json.js';

/** Where reading a transcript starts. */
export type StartPosition =
  | { readonly type: 'newest' }
  | { readonly type: 'id'; readonly id: string }
  | { readonly type: 'time'; readonly at: number }
  | { readonly type: 'recent'; readonly rank: number };

/** The parameters of GetTranscript with the service's defaults filled in. */
export interface TranscriptRequest {
  readonly contactId: string | undefined;
  readonly maxResults: number;
  readonly nextToken: string | undefined;
  readonly scanDirection: 'BACKWARD' | 'FORWARD';
  readonly sortOrder: 'ASCENDING' | 'DESCENDING';
  readonly start: StartPosition;
}

const DEFAULT_MAX_RESULTS = 10;

const instantOf = (text: string): number => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalid('StartPosition.AbsoluteTime must be an ISO 8601 time.');
  return at;
};

const startOf = (value: unknown): StartPosition => {
  if (value === undefined || value === null) return { type: 'newest' };
  if (!isRecord(value)) throw invalid('StartPosition must be a structure.');
  const id = optionalText(value, 'Id', { max: 256 });
  const time = optionalText(value, 'AbsoluteTime', { max: 100 });
  const rank = optionalInteger(value, 'MostRecent', { max: 100 });
  if ([id, time, rank].filter((one) => one !== undefined).length > 1) {
    throw invalid('StartPosition must have one member only.');
  }
  if (id !== undefined) return { type: 'id', id };
  if (time !== undefined) return { type: 'time', at: instantOf(time) };
  // An empty structure is what amazon-connect-chatjs always sends: it means nothing.
  return rank === undefined ? { type: 'newest' } : { type: 'recent', rank };
};

/** Reads the parameters of GetTranscript; a start position turns the default direction around. */
export const readTranscriptRequest = (body: JsonRecord): TranscriptRequest => {
  const start = startOf(body.StartPosition);
  const defaultDirection = start.type === 'newest' ? 'BACKWARD' : 'FORWARD';
  const maxResults = optionalInteger(body, 'MaxResults', { max: 100 }) ?? 0;
  return {
    contactId: optionalText(body, 'ContactId', { max: 256 }),
    maxResults: maxResults === 0 ? DEFAULT_MAX_RESULTS : maxResults,
    nextToken: optionalText(body, 'NextToken', { max: 1_000 }),
    scanDirection: optionalChoice(body, 'ScanDirection', ['FORWARD', 'BACKWARD']) ?? defaultDirection,
    sortOrder: optionalChoice(body, 'SortOrder', ['ASCENDING', 'DESCENDING']) ?? 'DESCENDING',
    start,
  };
};
