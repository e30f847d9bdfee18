import type { Checkpoint } from './checkpoint.js';

/** A participant's admission to a chat, as `StartChatContact` and `CreateParticipant` return it. */
export interface ChatDetails {
  readonly contactId: string;
  /** The bearer for `CreateParticipantConnection`: a secret. */
  readonly participantToken: string;
  /**
   * Tells own messages from others'. Without it, own typing shows in `typing$`, and a send without an answer is not
   * recognised by its text.
   */
  readonly participantId?: string;
  readonly initialContactId?: string;
  /** Goes on from where an earlier session of the same participant stood. */
  readonly resumeFrom?: Checkpoint;
}

/** What differs from session to session. */
export interface SessionOptions {
  /**
   * Tells the service on connecting that the participant is there, as agents must, and customers whose contact is
   * streamed. @defaultValue `false`
   */
  readonly connectParticipant?: boolean;
}
