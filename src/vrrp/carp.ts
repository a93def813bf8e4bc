/** Bytes of a CARP advertisement: 8, a counter of 8, and 20 of HMAC-SHA1 (struct carp_header of OpenBSD's <netinet/ip_carp.h>). */
const carpLength = 36;
/** carp_authlen: the counter and the digest, in words of 4 bytes. It stands where VRRP counts its addresses. */
const carpAuthenticationLength = 7;

/**
 * Whether a message of protocol 112 is of CARP, which has the version and type of VRRPv2 but another layout. There is
 * no doubt: VRRPv2 with 7 addresses has 44 bytes.
 */
export function isCarp(message: Uint8Array): boolean {
  return message.length === carpLength && message[0] === 0x21 && message[3] === carpAuthenticationLength;
}
