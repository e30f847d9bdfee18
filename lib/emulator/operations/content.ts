import { optionalText } from '../http/field.js';
import { invalid } from '../http/service-error.js';
import type { JsonRecord } from '../json.js';
import type { Service } from '../service.js';

/** Reads `Content`, whose length the service counts in bytes. */
export const contentOf = (service: Service, body: JsonRecord): string | undefined => {
  const content = optionalText(body, 'Content', { max: Number.POSITIVE_INFINITY });
  const { maxContentBytes } = service.settings;
  if (content !== undefined && Buffer.byteLength(content) > maxContentBytes) {
    throw invalid(`Content must not be longer than ${maxContentBytes} bytes.`);
  }
  return content;
};
