import { InvalidArgumentError } from '../chat/errors.js';
import { checkObject } from './check-object.js';
import { checkText } from './check-text.js';
import { isHeaderValue } from './header-value.js';

/** What a participant is admitted with, as far as the service has rules for it. */
export interface Admission {
  readonly contactId: string;
  readonly participantToken: string;
  readonly participantId?: string | undefined;
  readonly initialContactId?: string | undefined;
}

/** Checks the details of a chat. Throws an `InvalidArgumentError` that names the first field that breaks a rule. */
export const checkDetails = (details: Admission): void => {
  checkObject('details', details, 'a contactId and a participantToken');
  checkText('contactId', details.contactId, 1, 256);
  checkText('participantToken', details.participantToken, 1, 1_000);
  // One read from a file often ends in a line break: said here, rather than by a network that fails for ever.
  if (!isHeaderValue(details.participantToken))
    throw new InvalidArgumentError('participantToken', 'must be fit for a header');
  if (details.participantId !== undefined) checkText('participantId', details.participantId, 1, 256);
  if (details.initialContactId !== undefined) checkText('initialContactId', details.initialContactId, 1, 256);
};
