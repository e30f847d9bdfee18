/** How far one recipient has got with one message. Reading implies delivery. */
export interface Receipt {
  readonly recipientId: string;
  /** When it was delivered, in ms since the epoch. */
  readonly deliveredAt?: number;
  /** When it was read, in ms since the epoch. */
  readonly readAt?: number;
}
