import type { NetworkFailure } from '../chat/errors.js';

const KINDS: ReadonlyArray<readonly [NetworkFailure, RegExp]> = [
  // getaddrinfo, and c-ares where an application asks by it.
  ['dns', /^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL|ENONAME|EBADNAME|EREFUSED)$/],
  // EPERM and EACCES: a firewall on this machine.
  ['refused', /^(ECONNREFUSED|ConnectionRefused|EPERM|EACCES)$/],
  // The verdicts of X.509 (https://nodejs.org/docs/latest-v20.x/api/tls.html#x509-certificate-error-codes), and of TLS.
  [
    'tls',
    /CERT|_CRL_|^CRL_|^ERR_(TLS|SSL|OSSL)_|^UNABLE_TO_|^(EPROTO|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED)$/,
  ],
  ['offline', /^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/],
  [
    'aborted',
    /^(ECONNRESET|ECONNABORTED|ENETRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_SOCKET|ConnectionClosed|ABORT_ERR)$/,
  ],
];

/** What a code of Node, undici or Bun says of where the network failed; `undefined` where that is unclear. */
export const networkKind = (code: string | undefined): NetworkFailure | undefined =>
  code === undefined ? undefined : KINDS.find(([, codes]) => codes.test(code))?.[0];

/**
 * The code that a platform's error has, or that of its cause, where undici has it. What looks like anything but a name
 * is not repeated: it may hold a url.
 */
export const networkCode = (error: unknown): string | undefined =>
  ownCode(error) ??
  (typeof error === 'object' && error !== null && 'cause' in error ? ownCode(error.cause) : undefined);

const ownCode = (error: unknown): string | undefined => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Za-z][A-Za-z0-9_]{1,60}$/.test(code) ? code : undefined;
};
