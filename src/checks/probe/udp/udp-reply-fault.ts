import type {UdpProbe} from '../probe.js';
import {formatBytes} from '../quantity.js';

/**
 * What is wrong with a reply, in words; undefined: nothing.
 * keepalived: check_udp.c, check_udp_reply, which is called only where the reply is to begin with something: without that the
 * lengths do not count either.
 */
export function udpReplyFault(
  bytes: Uint8Array,
  {reply, leastLength, mostLength}: Pick<UdpProbe, 'reply' | 'leastLength' | 'mostLength'>,
): string | undefined {
  if (reply.length === 0) return undefined;
  const came = `${formatBytes(bytes.length)} came back`;
  if (bytes.length < leastLength) return `${came}, and ${leastLength} at least are expected`;
  if (bytes.length > mostLength) return `${came}, and ${mostLength} at most are expected`;
  for (const [i, {value, mask}] of reply.entries()) {
    const byte = bytes[i];
    if (byte === undefined) return undefined; // a reply that is shorter has to be right as far as it goes
    if (((byte ^ value) & mask) !== 0)
      return `byte ${i + 1} of the reply is ${hex(byte)}, and ${hex(value)} is expected`;
  }
  return undefined;
}

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}
