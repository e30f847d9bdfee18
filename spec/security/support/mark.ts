/** Stands in every token, signed URL, text and answer, so that one search finds any of them where it must not be. */
export const MARK = 's3cr3t';

/** What a port or a platform may throw: an error that tells everything, in each of its parts. */
export const indiscreet = (): Error =>
  Object.assign(new Error(`GET https://storage.test/?X-Amz-Signature=${MARK}`, { cause: new Error(MARK) }), {
    code: `E ${MARK}`,
    config: { headers: { 'X-Amz-Bearer': MARK } },
  });
