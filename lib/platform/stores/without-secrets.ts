import { InvalidArgumentError } from '../../chat/errors.js';
import type { Checkpoint } from '../../engine/checkpoint.js';
import { checkNames, checkObject } from '../../protocol/check-object.js';

/** What to leave out besides the secrets. */
export interface WithoutSecretsOptions {
  /**
   * What becomes of own messages that were under way, or came to nothing. Their texts remain unless they are dropped, and
   * messages that are dropped are neither sent again nor shown. @defaultValue `'keep'`
   */
  readonly unsent?: 'keep' | 'drop' | undefined;
}

/**
 * A checkpoint without its bearers, the signed socket URL and the connection token: for places where tokens must not
 * be. The session that resumes from it obtains a new connection, and nothing else is different.
 *
 * Not without privacy: the ids of items and the names of participants remain, and the texts of unsent messages, unless
 * `unsent: 'drop'`.
 */
export const withoutSecrets = (
  { standing: { accepted, places, left, closing }, unsent, undelivered, ...rest }: Checkpoint,
  options: WithoutSecretsOptions = {},
): Checkpoint => {
  checkObject('options', options);
  checkNames('options', options, ['unsent'], '');
  // Whoever misspells what is to be dropped must not find it kept.
  if (![undefined, 'keep', 'drop'].includes(options.unsent)) {
    throw new InvalidArgumentError('unsent', "must be 'keep' or 'drop'");
  }
  return {
    ...rest,
    standing: { accepted, ...(places && { places }), ...(left && { left }), ...(closing && { closing }) },
    ...(options.unsent === 'drop' ? { unsent: [] } : { unsent, ...(undelivered && { undelivered }) }),
  };
};
