import { checkNames, checkObject } from '../protocol/check-object.js';
import { checkSwitch } from '../protocol/check-switch.js';
import type { Checkpoint } from './checkpoint.js';
import type { SessionPolicyChanges } from './policies.js';

/** A participant's admission to a chat, as `StartChatContact` and `CreateParticipant` return it. */
export interface ChatDetails {
  readonly contactId: string;
  /** The bearer for `CreateParticipantConnection`: a secret. */
  readonly participantToken: string;
  /**
   * Tells own messages from others'. Without it, own typing shows in `typing$`, and a send without an answer is not
   * recognised by its text.
   */
  readonly participantId?: string | undefined;
  readonly initialContactId?: string | undefined;
  /** Goes on from where an earlier session of the same participant stood. */
  readonly resumeFrom?: Checkpoint | undefined;
}

/** What differs from session to session. */
export interface SessionOptions {
  /**
   * Tells the service on connecting that the participant is there, as agents must, and customers whose contact is
   * streamed. @defaultValue `false`
   */
  readonly connectParticipant?: boolean | undefined;
  /** What differs from the engine's policies: any but `rates`, which its sessions share. */
  readonly policies?: SessionPolicyChanges | undefined;
}

const OPTIONS: Readonly<Record<keyof SessionOptions, true>> = { connectParticipant: true, policies: true };

/** Checks options, but for the policies. Throws an `InvalidArgumentError` that names what is unknown or unusable. */
export const checkOptions = (options: SessionOptions): void => {
  checkObject('options', options);
  checkNames('options', options, Object.keys(OPTIONS), '');
  checkSwitch('connectParticipant', options.connectParticipant);
};
