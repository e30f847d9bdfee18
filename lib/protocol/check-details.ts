import { checkText } from './check-text.js';

/** What a participant is admitted with, as far as the service has rules for it. */
export interface Admission {
  readonly contactId: string;
  readonly participantToken: string;
  readonly participantId?: string;
  readonly initialContactId?: string;
}

/** Checks the details of a chat. Throws an `InvalidArgumentError` that names the first field that breaks a rule. */
export const checkDetails = (details: Admission): void => {
  checkText('contactId', details.contactId, 1, 256);
  checkText('participantToken', details.participantToken, 1, 1_000);
  if (details.participantId !== undefined) checkText('participantId', details.participantId, 1, 256);
  if (details.initialContactId !== undefined) checkText('initialContactId', details.initialContactId, 1, 256);
};
