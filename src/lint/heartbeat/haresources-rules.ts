import {addressKey, formatAddress, parseIpv4} from '../../net/address.js';
import type {Place} from '../../config/keepalived/problem.js';
import type {LintRule} from '../lint-rule.js';
import type {HaresourcesSubject} from './haresources-subject.js';

/** What a haresources means, rule by rule. NB: `\` joins lines, and a column counts in the line that it came from. */
export const haresourcesRules: readonly LintRule<HaresourcesSubject>[] = [
  {
    code: 'single-colon',
    severity: 'error',
    title: 'a single colon between a script and its argument',
    consequence: 'heartbeat looks for a script of that whole name, finds none, and gives the group up',
    correction: 'SCRIPT::ARGUMENT',
    *check(subject) {
      for (const {text, place} of resourcesOf(subject))
        if (/^[A-Za-z][\w.-]*:(?!:)[^:]/.test(text) && !text.includes('::'))
          yield {place, message: `"${text}" has a single colon`};
    },
  },
  {
    code: 'netmask-as-argument',
    severity: 'error',
    title: 'a netmask or an interface as an argument of its own',
    consequence: 'IPaddr takes one argument: the mask is that of the route then, or the address is not added',
    correction: 'IPaddr2::ADDRESS/LENGTH/INTERFACE',
    *check(subject) {
      for (const {text, place} of resourcesOf(subject)) {
        const [script, ...rest] = text.split('::');
        if (/^IPaddr2?$/.test(script ?? '') && rest.length > 1)
          yield {place, message: `"${text}" has ${rest.length} arguments`};
      }
    },
  },
  {
    code: 'invalid-netmask',
    severity: 'error',
    title: 'a netmask that is none',
    consequence: 'the address is not added, and heartbeat gives the group up',
    correction: 'a length from 1 to 32, such as /24',
    *check(subject) {
      for (const {text, place} of resourcesOf(subject)) {
        const mask = addressParts(text)?.mask;
        if (mask !== undefined && lengthOf(mask) === undefined) yield {place, message: `"${mask}" is no netmask`};
      }
    },
  },
  {
    code: 'address-of-network',
    severity: 'error',
    title: 'the address of a network, or its broadcast address, as an address of a machine',
    consequence: 'nobody can speak with it; the netmask is probably another one',
    correction: 'the netmask of the segment: `ip addr` shows it',
    *check(subject) {
      for (const {text, place} of resourcesOf(subject)) {
        const parts = addressParts(text);
        const length = parts?.mask === undefined ? undefined : lengthOf(parts.mask);
        if (!parts || length === undefined || length > 30) continue;
        const host = parts.value % 2 ** (32 - length);
        const what =
          host === 0
            ? 'the address of its network'
            : host === 2 ** (32 - length) - 1
              ? 'the broadcast address of its network'
              : undefined;
        if (what !== undefined) yield {place, message: `${parts.address}/${length} is ${what}`};
      }
    },
  },
  {
    code: 'broadcast-mismatch',
    severity: 'error',
    title: 'a broadcast address that does not fit the netmask',
    consequence: 'what is broadcast does not reach all: one of the two is wrong, and routes may be with it',
    correction: 'leave the broadcast address out, or correct the netmask',
    *check(subject) {
      for (const {text, place} of resourcesOf(subject)) {
        const parts = addressParts(text);
        const length = parts?.mask === undefined ? undefined : lengthOf(parts.mask);
        if (!parts?.broadcast || length === undefined || length === 0) continue;
        const size = 2 ** (32 - length);
        const wanted = Math.floor(parts.value / size) * size + size - 1;
        const given = parseIpv4(parts.broadcast)?.value;
        if (given !== undefined && given !== wanted)
          yield {
            place,
            message: `${parts.broadcast} is not the broadcast address of ${parts.address}/${length}, which is ${formatAddress({family: 'ipv4', value: wanted})}`,
          };
      }
    },
  },
  {
    code: 'address-in-two-groups',
    severity: 'error',
    title: 'an address in two groups, or twice in one',
    consequence: 'both nodes may have it at once: each group moves by itself',
    correction: 'leave it in one group',
    *check({config}) {
      const seen = new Map<string, number>();
      for (const {addresses, place} of config.groups)
        for (const {address} of addresses) {
          const before = seen.get(addressKey(address));
          if (before !== undefined) yield {place, message: `${formatAddress(address)} is in line ${before} already`};
          else seen.set(addressKey(address), place.line);
        }
    },
  },
  {
    code: 'sync-daemon-without-role',
    severity: 'warning',
    title: 'LVSSyncDaemonSwap without master',
    consequence: 'the script says how it is used, fails, and heartbeat gives the group up',
    correction:
      'LVSSyncDaemonSwap::master; since Linux 2.4.29 both daemons may run on both nodes instead: `lvsctl sync start`',
    *check(subject) {
      for (const {text, place} of resourcesOf(subject))
        if (/^LVSSyncDaemonSwap(::(?!master|backup).*)?$/.test(text)) yield {place, message: `"${text}" names no role`};
    },
  },
  {
    code: 'ldirectord-before-address',
    severity: 'hint',
    title: 'ldirectord before the addresses',
    consequence:
      'resources start from left to right: services are there before their addresses, and stay after them when the group stops',
    correction: 'the addresses first, then ldirectord',
    *check({lines, file}) {
      for (const {line, words} of lines) {
        const at = words.findIndex(({text}) => /^ldirectord(::|$)/.test(text));
        const late = words.findLastIndex(({text}) => /^(IPaddr2?::|\d+\.\d+\.\d+\.\d+)/.test(text));
        if (at > 0 && late > at)
          yield {
            place: {file, line, column: words[at]?.column ?? 1},
            message: `ldirectord stands before ${words[late]?.text}`,
          };
      }
    },
  },
];

function* resourcesOf({lines, file}: HaresourcesSubject): Iterable<{text: string; place: Place}> {
  for (const {line, words} of lines)
    for (const {text, column} of words.slice(1)) yield {text, place: {file, line, column}};
}

/** What stands in an IPv4 address resource. */
function addressParts(
  text: string,
): {address: string; value: number; mask: string | undefined; broadcast: string | undefined} | undefined {
  const match = /^(?:IPaddr2?::)?(\d+\.\d+\.\d+\.\d+)(?:\/([^/:]*))?((?:\/[^/]*)*)$/.exec(text);
  const address = parseIpv4(match?.[1] ?? '');
  if (!match || !address) return undefined;
  const rest = (match[3] ?? '').split('/');
  return {
    address: match[1] as string,
    value: address.value,
    mask: match[2] || undefined,
    broadcast: rest.find(part => parseIpv4(part) !== undefined),
  };
}

/** Of a length or of a dotted mask whose ones stand together. */
function lengthOf(mask: string): number | undefined {
  if (/^\d{1,3}$/.test(mask)) return Number(mask) >= 1 && Number(mask) <= 32 ? Number(mask) : undefined;
  const dotted = parseIpv4(mask)?.value;
  const length = dotted === undefined ? Number.NaN : 32 - Math.log2(2 ** 32 - dotted);
  return Number.isInteger(length) && length > 0 ? length : undefined;
}
