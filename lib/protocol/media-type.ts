/** `Text/Plain; charset=utf-8` names the same as `text/plain`. Empty where nothing is named. */
export const bareMediaType = (contentType: string): string => contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** RFC 9110, 8.3.1, with any parameters that a header can carry. */
const MEDIA_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+[\t ]*(;[\t\x20-\x7e]*)?$/;

/** Whether a text names a MIME type, such as `image/png` or `text/plain; charset=utf-8`. */
export const isMediaType = (text: string): boolean => MEDIA_TYPE.test(text);
