/** An option or an injection is unknown or unusable. `field` names it; its value is not repeated. */
export class InvalidArgumentError extends Error {
  override readonly name = 'InvalidArgumentError';
  constructor(
    readonly field: string,
    rule: string,
  ) {
    super(`${field} ${rule}`);
  }
}

/** Thrown when the emulator is asked to listen where other machines could reach it, without being told that this is meant. */
export class NonLoopbackError extends Error {
  override readonly name = 'NonLoopbackError';
  constructor(readonly host: string) {
    super(`The emulator has no secrets worth the name: it binds to ${host} only with allowNonLoopback: true.`);
  }
}

/** Thrown by steering methods that are given a contact, participant or session the emulator does not have. */
export class UnknownSubjectError extends Error {
  override readonly name = 'UnknownSubjectError';
  constructor(
    readonly kind: 'attachment' | 'authentication session' | 'contact' | 'participant',
    readonly id: string,
  ) {
    super(`The emulator has no ${kind} ${id}.`);
  }
}

/** Rejects a wait whose condition did not come to hold in time, or whose emulator was closed. */
export class ConditionTimeoutError extends Error {
  override readonly name = 'ConditionTimeoutError';
  constructor(readonly timeoutMs: number) {
    super(`The condition did not hold within ${timeoutMs} ms.`);
  }
}
