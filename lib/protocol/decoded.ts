import type { UnreadableError } from '../chat/errors.js';

/** A decoding's result: an fp-ts `Either`, spelled out so that no declaration of the package needs fp-ts to be read. */
export type Decoded<T> =
  { readonly _tag: 'Left'; readonly left: UnreadableError } | { readonly _tag: 'Right'; readonly right: T };
