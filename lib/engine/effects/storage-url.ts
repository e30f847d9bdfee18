import { UnreadableError } from '../../chat/errors.js';
import { customEndpoint } from '../../protocol/custom-endpoint.js';
import type { OperationName } from '../../protocol/operation-name.js';

/**
 * Checks the pre-signed URL that an operation has answered: files never go in clear beyond this machine, as little as
 * bearers do. Throws an {@link UnreadableError} that does not repeat it.
 */
export const checkStorageUrl = (operation: OperationName, url: string): void => {
  try {
    // The rule for base URLs knows no query, where pre-signed URLs have their signature. The scheme is its own: the
    // origin of a blob: is that of a web page.
    const { protocol, host } = new URL(url);
    customEndpoint(`${protocol}//${host}`);
  } catch {
    throw new UnreadableError(`answer of ${operation}`, ['Url: must use https, except on loopback']);
  }
};
