/** What is used of the platform's `crypto`. Parts of it are missing outside secure contexts and in React Native. */
export interface CryptoLike {
  readonly randomUUID?: () => string;
  readonly getRandomValues?: (bytes: Uint8Array<ArrayBuffer>) => unknown;
}

/**
 * A UUID of version 4, by the best means the platform has. The last resort is `random`: ids only keep sends apart, they
 * keep no secret.
 */
export const newId = (crypto: CryptoLike | undefined, random: () => number): string => {
  if (crypto?.randomUUID !== undefined) return crypto.randomUUID();
  const bytes = Uint8Array.from({ length: 16 }, () => random() * 256);
  crypto?.getRandomValues?.(bytes);
  const hex = Array.from(bytes, (byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  }).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
