/** RFC 9110, 8.3.1, with any parameters that a header can carry. */
const MEDIA_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+[\t ]*(;[\t\x20-\x7e]*)?$/;

/** Whether a text names a MIME type, such as `image/png` or `text/plain; charset=utf-8`. */
export const isMediaType = (text: string): boolean => MEDIA_TYPE.test(text);
