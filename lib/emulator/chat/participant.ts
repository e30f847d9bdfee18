import { randomUUID } from 'node:crypto';

/** The roles a participant can have. */
export const PARTICIPANT_ROLES = ['CUSTOMER', 'AGENT', 'SYSTEM', 'CUSTOM_BOT', 'SUPERVISOR'] as const;

/** The role of a participant. */
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

/** Who says something; not every speaker is a participant, the flow is none. */
export interface Speaker {
  readonly participantId: string;
  readonly displayName: string;
  readonly role: ParticipantRole;
}

/** A member of a chat. */
export interface Participant {
  readonly participantId: string;
  readonly participantToken: string;
  readonly role: ParticipantRole;
  readonly speaker: () => Speaker;
  readonly rename: (displayName: string) => void;
  readonly state: () => 'invited' | 'joined' | 'left';
  readonly moveTo: (state: 'joined' | 'left') => void;
}

/** Makes a participant who has been invited and has not joined yet. */
export const createParticipant = (role: ParticipantRole, name: string): Participant => {
  const participantId = randomUUID();
  let displayName = name;
  let state: 'invited' | 'joined' | 'left' = 'invited';
  return {
    participantId,
    participantToken: `participant-token-${randomUUID()}`,
    role,
    speaker: () => ({ participantId, displayName, role }),
    rename: (next) => {
      displayName = next;
    },
    state: () => state,
    moveTo: (next) => {
      state = next;
    },
  };
};
