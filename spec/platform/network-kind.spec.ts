import { networkCode, networkKind } from '../../lib/platform/network-kind.js';

describe('networkKind', () => {
  it.each([
    ['dns', 'ENOTFOUND EAI_AGAIN EAI_FAIL EAI_NODATA ENODATA ESERVFAIL'],
    ['refused', 'ECONNREFUSED EACCES EPERM ConnectionRefused'],
    [
      'tls',
      `CERT_HAS_EXPIRED CERT_NOT_YET_VALID CERT_REVOKED CERT_UNTRUSTED CERT_CHAIN_TOO_LONG CERT_SIGNATURE_FAILURE
       SELF_SIGNED_CERT_IN_CHAIN DEPTH_ZERO_SELF_SIGNED_CERT UNABLE_TO_VERIFY_LEAF_SIGNATURE
       UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_GET_CRL CRL_HAS_EXPIRED ERROR_IN_CRL_LAST_UPDATE_FIELD
       ERROR_IN_CERT_NOT_AFTER_FIELD HOSTNAME_MISMATCH INVALID_CA INVALID_PURPOSE PATH_LENGTH_EXCEEDED
       ERR_TLS_CERT_ALTNAME_INVALID ERR_TLS_HANDSHAKE_TIMEOUT ERR_SSL_WRONG_VERSION_NUMBER EPROTO
       ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE ERR_OSSL_EVP_UNSUPPORTED`,
    ],
    ['offline', 'ENETUNREACH EHOSTUNREACH ENETDOWN EHOSTDOWN EADDRNOTAVAIL'],
    ['aborted', 'ECONNRESET ECONNABORTED EPIPE ERR_STREAM_PREMATURE_CLOSE UND_ERR_SOCKET'],
    [undefined, 'ETIMEDOUT HPE_INVALID_CONSTANT Z_DATA_ERROR EMFILE ERR_INVALID_URL UND_ERR_HEADERS_TIMEOUT'],
  ])('is %s for %s', (kind, codes) => {
    expect(codes.split(/\s+/).filter((code) => networkKind(code) !== kind)).toEqual([]);
  });

  it('is unknown without a code', () => expect(networkKind(undefined)).toBeUndefined());
});

describe('networkCode', () => {
  it.each<[string, unknown, string | undefined]>([
    ['its own', { code: 'ECONNREFUSED' }, 'ECONNREFUSED'],
    ['that of its cause', { cause: { code: 'ENOTFOUND' } }, 'ENOTFOUND'],
    ['that of several attempts', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['none of a DOMException, which has a number', new DOMException('gone', 'AbortError'), undefined],
    ['none that is no name', { code: 'https://bucket/?signed' }, undefined],
    ['none of a text', 'ECONNREFUSED', undefined],
    ['none of null', null, undefined],
    ['none of a cause of null', { cause: null }, undefined],
  ])('is %s', (_, error, code) => expect(networkCode(error)).toBe(code));
});
