/** `Text/Plain; charset=utf-8` names the same as `text/plain`. Empty where nothing is named. */
export const bareMediaType = (contentType: string): string => contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
