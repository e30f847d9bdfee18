/** Without the safeguard: what failed is tried again at once. */
export const backoffMs = (): number => 0;

export const spareBackoffMs = backoffMs;
