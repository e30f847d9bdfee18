/** An attempt to open a websocket. */
export interface Handshake {
  /** Whose URL it was; `undefined` if the URL was unknown or no longer good. */
  readonly participantId: string | undefined;
  /** 101 if it was opened, else the status of the refusal; `undefined` if it got no answer at all. */
  readonly status: number | undefined;
  readonly at: number;
}
