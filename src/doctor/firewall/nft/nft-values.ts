import {parseAddress} from '../../../net/address.js';
import {parseAddressRange, rangeOfPrefix} from '../address-ranges.js';
import {protocolNumber} from '../protocol-numbers.js';
import type {AddressRange, NumberField, NumberRange} from '../ruleset.js';
import {isObject, type Json, listOf} from './nft-json.js';

/** A value or a set of them as a list; elements with a timeout or counter as what they are. */
export function elementsOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(elementsOf);
  if (!isObject(value)) return [value];
  if (value.set !== undefined) return listOf(value.set).length > 0 ? elementsOf(value.set) : [value.set];
  if (isObject(value.elem)) return elementsOf(value.elem.val ?? null);
  return [value];
}

/** Undefined where one of them cannot be read. */
export function numberRanges(field: NumberField, values: readonly Json[]): readonly NumberRange[] | undefined {
  return allOf(values, value => {
    const ends = isObject(value) ? listOf(value.range) : [value, value];
    const [first, last] = ends.map(end => numberOf(field, end));
    return first === undefined || last === undefined ? undefined : {first, last};
  });
}

export function addressRanges(values: readonly Json[]): readonly AddressRange[] | undefined {
  return allOf(values, value => {
    if (typeof value === 'string') return parseAddressRange(value);
    if (!isObject(value)) return undefined;
    if (isObject(value.prefix)) {
      const address = parseAddress(String(value.prefix.addr));
      return address && rangeOfPrefix({address, length: Number(value.prefix.len)});
    }
    const [first, last] = listOf(value.range).map(end => parseAddress(String(end)));
    return first && last ? {first, last} : undefined;
  });
}

export function names(values: readonly Json[]): readonly string[] | undefined {
  return allOf(values, value => (typeof value === 'string' ? value : undefined));
}

/** Flags of TCP's header (RFC 9293 §3.1) and numbers, one upon the other. */
export function bitsOf(value: Json | undefined): number | undefined {
  if (value === undefined) return undefined;
  const parts = isObject(value) && Array.isArray(value['|']) ? elementsOf(value['|']) : elementsOf(value);
  const bits = parts.map(part => (isObject(part) ? bitsOf(part) : numberOf('tcp-flags', part)));
  return bits.some(bit => bit === undefined) ? undefined : bits.reduce<number>((sum, bit) => sum | (bit as number), 0);
}

function numberOf(field: NumberField, value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  if (field === 'protocol') return protocolNumber(value);
  if (field === 'tcp-flags') return tcpFlags[value];
  return /^(\d+|0x[\da-f]+)$/i.test(value) ? Number(value) : undefined;
}

const tcpFlags: Readonly<Record<string, number>> = {
  fin: 1,
  syn: 2,
  rst: 4,
  psh: 8,
  ack: 16,
  urg: 32,
  ecn: 64,
  cwr: 128,
};

function allOf<T>(values: readonly Json[], read: (value: Json) => T | undefined): readonly T[] | undefined {
  const found = values.map(read);
  return found.includes(undefined) ? undefined : (found as readonly T[]);
}
