import {type Address, compareAddresses, ipv4, ipv6, parseAddress} from '../../../net/address.js';
import type {Word} from '../text/words.js';
import {type Context, required} from '../walk/context.js';
import {readUnsigned} from '../walk/numbers.js';
import {takeNumber} from '../walk/read-value.js';
import type {ListEntry} from '../walk/section.js';
import type {AddressRange, FirewallMark, VirtualServerGroup} from './lvs-configuration.js';
import {readEndpoint} from './read-endpoint.js';

/** A virtual_server_group; undefined if nothing of it is left. */
export function readGroup(context: Context, {words, items, end}: ListEntry): VirtualServerGroup | undefined {
  const name = words[1] as Word;
  const members = items.map(item => readMember(context, item)).filter(member => member !== undefined);
  const {report} = context;
  const families = members.map(member => (member.type === 'range' ? member.first.family : member.family));
  if (members.length === 0) report('incomplete-block', end, `virtual_server_group "${name.text}" is empty`);
  else if (['ipv4', 'ipv6', undefined].every(family => families.includes(family as 'ipv4' | undefined)))
    report('incomplete-block', end, 'both families and a mark without family');
  else return {name: name.text, place: name, members};
  return undefined;
}

/** alloc_vsg_entry() of check_data.c. */
function readMember(context: Context, words: readonly Word[]): AddressRange | FirewallMark | undefined {
  const first = words[0] as Word;
  if (first.text === 'fwmark') return readMark(context, words);
  const endpoint = readEndpoint(context, first, words[1], 'keepalived leaves it out');
  if (!endpoint) return undefined;
  const {address, port} = endpoint;
  const last = lastOf(context, first, address);
  return last && {type: 'range', place: first, first: address, last, port};
}

function readMark(context: Context, words: readonly Word[]): FirewallMark | undefined {
  const word = required(context, words, 1);
  const fwmark = takeNumber(context, readUnsigned(word.text, 0, 4_294_967_295, true), word);
  if (fwmark === undefined) return undefined;
  const mark = {type: 'fwmark', place: words[0] as Word, fwmark} as const;
  const family = words[2];
  if (!family) return mark;
  if (family.text === 'inet') return {...mark, family: 'ipv4'};
  if (family.text === 'inet6') return {...mark, family: 'ipv6'};
  context.report('invalid-value', family, `"${family.text}" is neither inet nor inet6`);
  return undefined;
}

/** The end of `A/LENGTH`, `A-B` or `A-N`, where N is the last byte or group in its own base. */
function lastOf({report}: Context, word: Word, first: Address): Address | undefined {
  const fail = (message: string) => {
    report('invalid-value', word, `"${word.text}" ${message}`, 'keepalived leaves it out');
    return undefined;
  };
  const [, mask] = word.text.split('/');
  if (mask !== undefined) {
    const bits = first.family === 'ipv4' ? 32 : 128;
    const length = Number(mask);
    if (!/^\d+$/.test(mask) || length < 1 || length > bits) return fail('has no valid prefix length');
    const host = (1n << BigInt(bits - length)) - 1n;
    if ((toNumber(first) & host) !== 0n) return fail('has bits behind its prefix');
    return fromNumber(toNumber(first) | host, first.family);
  }
  const dash = word.text.indexOf('-');
  if (dash < 0) return first;
  const end = word.text.slice(dash + 1);
  const isWhole = end.includes(first.family === 'ipv4' ? '.' : ':');
  const last = isWhole ? parseAddress(end) : lastInGroup(first, end);
  if (!last) return fail('does not end in an address');
  if (last.family !== first.family) return fail('mixes the families');
  return compareAddresses(last, first) < (isWhole ? 0 : 1) ? fail('ends before it begins') : last;
}

function lastInGroup(first: Address, end: string): Address | undefined {
  const isIpv4 = first.family === 'ipv4';
  if (!(isIpv4 ? /^\d+$/ : /^[0-9a-f]+$/i).test(end)) return undefined;
  const number = Number.parseInt(end, isIpv4 ? 10 : 16);
  const mask = isIpv4 ? 0xff : 0xffff;
  if (number > mask) return undefined;
  return fromNumber((toNumber(first) & ~BigInt(mask)) | BigInt(number), first.family);
}

function toNumber(address: Address): bigint {
  if (address.family === 'ipv4') return BigInt(address.value);
  return address.words.reduce((value, word) => (value << 32n) | BigInt(word), 0n);
}

function fromNumber(value: bigint, family: Address['family']): Address {
  const word = (shift: bigint) => Number((value >> shift) & 0xffff_ffffn);
  return family === 'ipv4' ? ipv4(Number(value)) : ipv6(word(96n), word(64n), word(32n), word(0n));
}
