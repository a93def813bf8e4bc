/** Why there is no TLS, in words that say what to look at. @param code of OpenSSL or Node */
export function tlsFailure(code: string | undefined, message: string): string {
  const known = code === undefined ? undefined : failures[code];
  if (known !== undefined) return known;
  // Node's messages name the library, the file and the line of OpenSSL: only the reason is for people
  const reason = /:([^:]+):[^:]*:\d+:/.exec(message)?.[1];
  return `TLS failed: ${reason ?? message}`;
}

const failures: Readonly<Record<string, string>> = {
  ECONNRESET: 'the server broke the connection off during the TLS handshake',
  EPIPE: 'the server closed the connection during the TLS handshake',
  CERT_HAS_EXPIRED: 'the certificate of the server has expired',
  CERT_NOT_YET_VALID: 'the certificate of the server is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the server is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the server is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the chain of certificates of the server ends in one that is self-signed',
  UNABLE_TO_GET_ISSUER_CERT: 'the issuer of the certificate of the server is not known',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer of the certificate of the server is not known',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the issuer of the certificate of the server is not known',
  ERR_SSL_WRONG_VERSION_NUMBER: 'what answers does not speak TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'what answers does not speak TLS',
  ERR_SSL_HTTP_REQUEST: 'what answers does not speak TLS',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'the server speaks no version of TLS from 1.2 on',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'the server speaks no version of TLS from 1.2 on',
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: 'the server does not know the name that was asked for',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'the server and this host have no cipher in common',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'the server wants a certificate of this host',
  ERR_SSL_UNEXPECTED_EOF_WHILE_READING: 'the server closed the connection without the end of TLS',
};
