import * as t from 'io-ts';
import { InvalidArgumentError } from '../chat/errors.js';
import { checkClientToken } from './check-client-token.js';
import { checkObject } from './check-object.js';
import { checkText } from './check-text.js';
import { CONTENT_TYPES } from './content-types.js';
import { parseJson } from './parse-json.js';
import { utf8Length } from './utf8.js';

/** A message to be sent, with its content type. */
export interface Outgoing {
  readonly contentType: string;
  /** `unknown`, because JavaScript may pass anything. */
  readonly content: unknown;
  readonly clientToken?: string | undefined;
}

/** Checks that something is a text or has the fields of a message. Throws an {@link InvalidArgumentError}. */
export const checkMessage = (message: unknown): void => {
  if (typeof message !== 'string') checkObject('message', message, 'content, where it is no text');
};

const RESPONSE = t.type({ version: t.literal('1.0'), action: t.string }, 'interactive response');

const isWithin = (content: string, maxBytes: number): boolean => {
  // A UTF-16 unit takes one to three bytes: most texts are settled without encoding them.
  if (content.length > maxBytes) return false;
  return content.length * 3 <= maxBytes || utf8Length(content) <= maxBytes;
};

const checkResponse = (content: string): void => {
  const response = parseJson(content);
  if (!RESPONSE.is(response)) {
    throw new InvalidArgumentError('content', 'must be JSON with "version" "1.0" and an "action"');
  }
  checkText('content.action', response.action, 1, 200);
};

/**
 * Checks a message before it is sent. Any content type of a fit length passes: which ones a contact takes is up to
 * its configuration, and the service knows. Throws an {@link InvalidArgumentError} that names the field.
 */
export const checkOutgoing = ({ contentType, content, clientToken }: Outgoing, maxContentBytes: number): void => {
  checkText('contentType', contentType, 1, 100);
  if (typeof content !== 'string') throw new InvalidArgumentError('content', 'must be a string');
  if (content === '') throw new InvalidArgumentError('content', 'must not be empty');
  if (!isWithin(content, maxContentBytes)) {
    throw new InvalidArgumentError('content', `must have at most ${maxContentBytes} bytes of UTF-8`);
  }
  if (contentType === CONTENT_TYPES.interactiveResponse) checkResponse(content);
  if (clientToken !== undefined) checkClientToken(clientToken);
};
