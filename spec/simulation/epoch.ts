/** By the service's clock, when every simulation begins: ms since the epoch. */
export const EPOCH = Date.UTC(2026, 0, 5, 9);
