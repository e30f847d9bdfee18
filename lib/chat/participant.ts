/** A role as the service names it. Roles it may add later pass through unchanged. */
export type ParticipantRole = 'CUSTOMER' | 'AGENT' | 'SYSTEM' | 'CUSTOM_BOT' | 'SUPERVISOR' | (string & {});

/** A member of the contact. Lex bots and flow prompts speak with the role `SYSTEM`. */
export interface Participant {
  readonly id: string;
  /** Absent where the service did not say it. */
  readonly role?: ParticipantRole;
  /** As shown to people; absent where the service did not say it. */
  readonly displayName?: string;
}
