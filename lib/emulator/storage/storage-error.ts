import type { Answer } from '../http/answer.js';

/** Writes an error as object storage does, in XML. */
export const storageError = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'Content-Type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

/** Bearers belong to the participant service; storage wants nothing but its own signature. */
export const twoMechanisms = (): Answer =>
  storageError(400, 'InvalidArgument', 'Only one auth mechanism allowed; X-Amz-Bearer is not one of mine');

/** The refusal of a presigned URL that is unknown or too old. */
export const urlRefused = (isKnown: boolean): Answer =>
  isKnown
    ? storageError(403, 'AccessDenied', 'Request has expired')
    : storageError(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match yours');
