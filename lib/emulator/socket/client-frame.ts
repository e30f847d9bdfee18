/** A text frame a client sent. */
export interface ClientFrame {
  readonly socketId: string;
  readonly participantId: string;
  readonly text: string;
  readonly at: number;
}
