import type { Processing } from '../chat/processing.js';

const BY_NAME: ReadonlyMap<string, Processing> = new Map([
  ['PROCESSING', 'processing'],
  ['FAILED', 'failed'],
  ['REJECTED', 'rejected'],
]);

/**
 * Reads a `MessageProcessingStatus`. A courtesy: a value that is not known says nothing and harms nothing.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MessageProcessingMetadata.html
 */
export const readProcessing = (status: string | null | undefined): Processing | undefined =>
  BY_NAME.get(status?.toUpperCase() ?? '');
