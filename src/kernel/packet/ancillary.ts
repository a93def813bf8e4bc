import type {Milliseconds} from '../../vrrp/intervals.js';
import {ipv6Option, level, socketOption} from './socket-constants.js';

/** What comes beside a packet. */
export interface Ancillary {
  /** Since 1970; 0 where the kernel did not tell. */
  readonly at: Milliseconds;
  /** 16 bytes, of IPv6. */
  readonly destination: Uint8Array | undefined;
  readonly hopLimit: number | undefined;
}

/** struct cmsghdr: length (size_t), level, type. */
const headerLength = 16;

/** Reads the control messages of a received packet (cmsg(3)). What a view shows is copied. */
export function readAncillary(control: DataView): Ancillary {
  let at = 0;
  let destination: Uint8Array | undefined;
  let hopLimit: number | undefined;
  for (let offset = 0; control.byteLength - offset >= headerLength; ) {
    const length = control.getUint32(offset, true);
    if (length < headerLength || offset + length > control.byteLength) break;
    const data = offset + headerLength;
    const kind = control.getInt32(offset + 8, true);
    const type = control.getInt32(offset + 12, true);
    if (kind === level.socket && type === socketOption.timestampNanoseconds) {
      at = readLong(control, data) * 1000 + readLong(control, data + 8) / 1e6;
    } else if (kind === level.ipv6 && type === ipv6Option.packetInformation) {
      destination = new Uint8Array(control.buffer, control.byteOffset + data, 16).slice();
    } else if (kind === level.ipv6 && type === ipv6Option.hopLimit) hopLimit = control.getInt32(data, true);
    offset += (length + 7) & ~7;
  }
  return {at, destination, hopLimit};
}

/** Of 64 bits and not negative, without a bigint: hundreds a second are read. */
function readLong(control: DataView, offset: number): number {
  return control.getUint32(offset + 4, true) * 2 ** 32 + control.getUint32(offset, true);
}
