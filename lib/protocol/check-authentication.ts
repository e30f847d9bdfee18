import { checkObject } from './check-object.js';
import { checkText } from './check-text.js';

/** Checks the id of an authentication session. Throws an `InvalidArgumentError`. */
export const checkSessionId = (sessionId: string): void => checkText('sessionId', sessionId, 36, 36);

/** Checks what an authentication URL is asked for with. Throws an `InvalidArgumentError` that names the field. */
export const checkAuthentication = (input: { readonly sessionId: string; readonly redirectUri: string }): void => {
  checkObject('request', input, 'a sessionId and a redirectUri');
  checkSessionId(input.sessionId);
  checkText('redirectUri', input.redirectUri, 1, 1_024);
};
