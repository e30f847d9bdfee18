/** How the service closes a socket. */
export interface Closing {
  /** Close code, 1006 or `abrupt` for none at all. @defaultValue `1001` */
  readonly code?: number | undefined;
  readonly reason?: string | undefined;
  /** Breaks the connection without a close frame, as a lost network does. @defaultValue `false` */
  readonly abrupt?: boolean | undefined;
}

/** How a socket came to its end, as the service saw it. */
export interface Closure {
  readonly participantId: string;
  readonly socketId: string;
  readonly code: number;
  readonly reason: string;
  readonly by: 'client' | 'service';
  readonly at: number;
}

/** The sockets of a participant or of a whole chat. */
export interface Connections {
  /** Sockets open now. */
  readonly open: number;
  /** Those of them that are subscribed to `aws/chat`. */
  readonly subscribed: number;
  /** Sockets opened since the beginning. */
  readonly opened: number;
  /** The ends of the others, oldest first. */
  readonly closures: ReadonlyArray<Closure>;
}
