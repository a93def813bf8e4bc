import {createHmac} from 'node:crypto';
import {type Address, formatAddress, ipv4, ipv6} from '../../../net/address.js';

/**
 * Other addresses and names for those of a site, the same for the same: with one key, what is equal stays equal, and
 * two addresses share as many leading bits as before (as Crypto-PAn, Fan et al. 2004, with HMAC-SHA-256 for its
 * cipher). What an address is for stays: 10/8, 172.16/12, 192.168/16, link-local, loopback, multicast.
 */
export class Pseudonyms {
  readonly #names = new Map<string, string>();
  readonly #bits = new Map<string, number>();

  /** The public first octets in an order that the key makes. */
  readonly #octets: readonly number[];

  constructor(private readonly key: string) {
    const sorted = publicOctets.map(octet => ({octet, by: this.#hash(`octet ${octet}`)}));
    this.#octets = sorted.sort((a, b) => a.by.compare(b.by)).map(({octet}) => octet);
  }

  address(address: Address): Address {
    if (address.family === 'ipv6') return this.#ipv6(address.words);
    const kept = keptOfIpv4(address.value);
    if (kept === 32) return address;
    if (kept > 0) return ipv4(this.#bitsFrom('4', [address.value], kept)[0] as number);
    return ipv4(this.#firstOctet(address.value));
  }

  /** `host-3`, in the order in which they were first seen. */
  name(name: string): string {
    const key = name.toLowerCase();
    const known = this.#names.get(key) ?? `host-${this.#names.size + 1}`;
    this.#names.set(key, known);
    return known;
  }

  /** The vendor's half stays. */
  mac(text: string): string {
    const half = this.#hash(`mac ${text.toLowerCase()}`).subarray(0, 3);
    return `${text.slice(0, 8)}:${[...half].map(byte => byte.toString(16).padStart(2, '0')).join(':')}`;
  }

  #ipv6(words: readonly [number, number, number, number]): Address {
    const [first] = words;
    const isSpecial = first >>> 24 === 0xff || words.slice(0, 3).every(word => word === 0);
    if (isSpecial) return ipv6(...words);
    const kept = first >>> 22 === 0x3fa ? 64 : 16; // fe80::/10 has an interface's identifier only
    const [a, b, c, d] = this.#bitsFrom('6', words, kept) as [number, number, number, number];
    return ipv6(a, b, c, d);
  }

  /** Public ones stay public: their first octet is another of those that are. */
  #firstOctet(value: number): number {
    const [rest] = this.#bitsFrom('4', [value], 8);
    const place = publicOctets.indexOf(value >>> 24);
    return (((this.#octets[place] as number) << 24) | ((rest as number) & 0xffffff)) >>> 0;
  }

  /** Each bit after the kept ones is turned or not, as the bits before it say. */
  #bitsFrom(family: string, words: readonly number[], kept: number): number[] {
    const result = [...words];
    let before = '';
    for (let i = 0; i < words.length * 32; i++) {
      const bit = ((words[i >>> 5] as number) >>> (31 - (i & 31))) & 1;
      if (i >= kept && this.#turns(`${family} ${before}`)) {
        result[i >>> 5] = ((result[i >>> 5] as number) ^ (1 << (31 - (i & 31)))) >>> 0;
      }
      before += bit;
    }
    return result;
  }

  #turns(prefix: string): boolean {
    const known = this.#bits.get(prefix) ?? (this.#hash(prefix)[0] as number) & 1;
    this.#bits.set(prefix, known);
    return known === 1;
  }

  #hash(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}

/** How many leading bits say what it is for; 32 for those that are the same everywhere. */
function keptOfIpv4(value: number): number {
  const first = value >>> 24;
  if (first === 0 || first === 127 || first >= 224) return 32;
  if (first === 10) return 8;
  if (value >>> 20 === 0xac1) return 12;
  if (value >>> 16 === 0xc0a8 || value >>> 16 === 0xa9fe) return 16;
  return first === 172 || first === 192 || first === 169 ? 8 : 0;
}

const publicOctets = Array.from({length: 223}, (_, i) => i + 1).filter(
  octet => ![10, 127, 169, 172, 192].includes(octet),
);

/** The address of a network stays one: its host's bits are 0. */
export function pseudonymOfPrefix(address: Address, length: number, pseudonyms: Pseudonyms): string {
  const other = pseudonyms.address(address);
  if (address.family === 'ipv6') return formatAddress(isNetwork6(address.words, length) ? mask6(other, length) : other);
  const hostBits = length === 0 ? 0xffffffff : length >= 32 ? 0 : 2 ** (32 - length) - 1;
  if (other.family !== 'ipv4' || (address.value & hostBits) !== 0) return formatAddress(other);
  return formatAddress(ipv4((other.value & ~hostBits) >>> 0));
}

function isNetwork6(words: readonly number[], length: number): boolean {
  return words.every((word, i) => (word & hostBits6(i, length)) === 0);
}

function mask6(address: Address, length: number): Address {
  if (address.family !== 'ipv6') return address;
  const [a, b, c, d] = address.words.map((word, i) => (word & ~hostBits6(i, length)) >>> 0) as [
    number,
    number,
    number,
    number,
  ];
  return ipv6(a, b, c, d);
}

/** The bits of a word that belong to the host. */
function hostBits6(word: number, length: number): number {
  const own = Math.min(32, Math.max(0, length - 32 * word));
  return own === 32 ? 0 : own === 0 ? 0xffffffff : 2 ** (32 - own) - 1;
}
