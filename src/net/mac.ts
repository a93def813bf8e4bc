import type {Address} from './address.js';

/** An Ethernet address as one integer of 48 bits: 00:00:5e:00:01:33 is 0x00005e000133. */
export interface Mac {
  readonly value: number;
}

export function mac(value: number): Mac {
  return {value};
}

/** ff:ff:ff:ff:ff:ff. */
export const broadcastMac: Mac = mac(0xffffffffffff);
/** 00:00:00:00:00:00, which no station has: what ARP says of an address it does not know. */
export const zeroMac: Mac = mac(0);

/** The frames of an IP multicast group go to this address: RFC 1112 §6.4 (23 bits of the group), RFC 2464 §7 (32 bits). */
export function multicastMac(group: Address): Mac {
  return group.family === 'ipv4'
    ? mac(0x01005e000000 + (group.value & 0x7fffff))
    : mac(0x333300000000 + group.words[3]);
}

/** `00:00:5e:00:01:33`. */
export function formatMac({value}: Mac): string {
  return value
    .toString(16)
    .padStart(12, '0')
    .replace(/..(?=.)/g, '$&:');
}

/** The inverse of formatMac, in upper case too; undefined for anything else. */
export function parseMac(text: string): Mac | undefined {
  return /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(text) ? mac(Number.parseInt(text.replaceAll(':', ''), 16)) : undefined;
}

export function isSameMac(a: Mac, b: Mac): boolean {
  return a.value === b.value;
}

/** Reads 6 bytes; absent bytes count as zero. */
export function macFromBytes(bytes: Uint8Array, offset = 0): Mac {
  let value = 0;
  for (let i = 0; i < 6; i++) value = value * 256 + (bytes[offset + i] ?? 0);
  return mac(value);
}

/** Writes 6 bytes. */
export function writeMac({value}: Mac, bytes: Uint8Array, offset = 0): void {
  for (let i = 0; i < 6; i++) bytes[offset + i] = Math.floor(value / 2 ** (40 - 8 * i));
}
