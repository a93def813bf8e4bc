import {parseIpv4} from '../../net/address.js';
import {parseHex} from '../../net/hex-address.js';
import type {Prefix} from '../../net/prefix.js';

/** RTF_LOCAL of <linux/ipv6_route.h>. */
const local = 0x80000000;

/**
 * What this network namespace takes for its own, from the texts of /proc/net/fib_trie and /proc/net/ipv6_route. NB: these
 * have the routes of all tables: a local default route is of transparent proxies, for packets that a rule chooses.
 */
export function parseLocalPrefixes(ipv4Trie: string, ipv6Routes: string): readonly Prefix[] {
  const prefixes = [...ipv4Prefixes(ipv4Trie), ...ipv6Prefixes(ipv6Routes)];
  const some = prefixes.filter(({length}) => length > 0);
  return [...new Map(some.map(prefix => [JSON.stringify(prefix), prefix])).values()];
}

/** A leaf `|-- 10.0.0.1`, and below it a line for each route of it: `/32 host LOCAL`. */
function* ipv4Prefixes(text: string): Iterable<Prefix> {
  let address: Prefix['address'] | undefined;
  for (const line of text.split('\n')) {
    const leaf = /\|-- ([\d.]+)$/.exec(line);
    if (leaf) address = parseIpv4(leaf[1] as string);
    const route = /\/(\d+) \w+ LOCAL\b/.exec(line);
    if (route && address) yield {address, length: Number(route[1])};
  }
}

/** destination length source length gateway metric references uses flags interface */
function* ipv6Prefixes(text: string): Iterable<Prefix> {
  for (const line of text.split('\n')) {
    const [destination, length, , , , , , , flags] = line.trim().split(/\s+/);
    if (destination?.length !== 32 || length === undefined || flags === undefined) continue;
    if ((Number.parseInt(flags, 16) & local) === 0) continue;
    const word = (i: number) => parseHex(destination, 8 * i, 8 * i + 8);
    const [a, b, c, d] = [word(0), word(1), word(2), word(3)];
    yield {address: {family: 'ipv6', words: [a, b, c, d]}, length: Number.parseInt(length, 16)};
  }
}
