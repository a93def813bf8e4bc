/** What stands before an advertisement with keepalived's auth_type AH (RFC 2338 §5.3.6 type 2). */
export interface AuthenticationHeader {
  readonly nextHeader: number;
  /** Bytes. */
  readonly length: number;
  /** keepalived puts the source address here. */
  readonly securityParametersIndex: number;
  readonly sequenceNumber: number;
}

/** An IP authentication header (RFC 4302 §2), recognised but not verified; undefined for what is cut short. */
export function parseAuthenticationHeader(bytes: Uint8Array): AuthenticationHeader | undefined {
  if (bytes.length < 12) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = 4 * (view.getUint8(1) + 2);
  if (length < 12 || length > bytes.length) return undefined;
  return {
    nextHeader: view.getUint8(0),
    length,
    securityParametersIndex: view.getUint32(4),
    sequenceNumber: view.getUint32(8),
  };
}
