import {formatAddress, parseIpv4, parseIpv6} from '../../../net/address.js';
import {type Pseudonyms, pseudonymOfPrefix} from './pseudonyms.js';

const macs = /\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b/gi;
const ipv6s =
  /(?<![\w:.])((?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?)(?:\/(\d{1,3}))?(?![\w:])/gi;
const ipv4s = /(?<![\w.])((?:\d{1,3}\.){3}\d{1,3})(?:\/(\d{1,2}))?(?![\w]|\.\d)/g;
/** Names with a domain that people use; not files, sysctls or units. */
const domains =
  /(?<![\w./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|io|dev|info|biz|eu|de|at|ch|fr|uk|nl|be|es|it|pl|cz|se|no|fi|dk|us|ca|au|nz|jp|cn|in|br|ru|ua|kr|sg|cloud|local|lan|internal|intern|corp|intra|intranet|home|example|test|invalid|localdomain|arpa)(?![\w-]|\.\w)/gi;

/** Other addresses and names in a text. @param hosts names without a domain that are known to be hosts' */
export function anonymizeText(text: string, pseudonyms: Pseudonyms, hosts: readonly string[]): string {
  const others = text
    .replace(macs, found =>
      /^(?:00:00:00:00:00:00|ff:ff:ff:ff:ff:ff|01:00:5e:|33:33:|00:00:5e:)/i.test(found)
        ? found
        : pseudonyms.mac(found),
    )
    .replace(ipv6s, (whole: string, found: string, length?: string) => {
      const address = parseIpv6(found);
      return address ? withLength(address, length, pseudonyms) : whole;
    })
    .replace(ipv4s, (whole: string, found: string, length?: string) => {
      const address = parseIpv4(found);
      if (!address || isMask(address.value)) return whole;
      return withLength(address, length, pseudonyms);
    })
    .replace(domains, found => pseudonyms.name(found));
  return hosts.length === 0 ? others : others.replace(hostPattern(hosts), found => pseudonyms.name(found));
}

function withLength(
  address: Parameters<Pseudonyms['address']>[0],
  length: string | undefined,
  pseudonyms: Pseudonyms,
): string {
  if (length === undefined) return formatAddress(pseudonyms.address(address));
  return `${pseudonymOfPrefix(address, Number(length), pseudonyms)}/${length}`;
}

/** Ones, then zeros. */
function isMask(value: number): boolean {
  const zeros = ~value >>> 0;
  return value >>> 24 === 255 && (zeros & (zeros + 1)) === 0;
}

function hostPattern(hosts: readonly string[]): RegExp {
  const names = [...hosts].sort((a, b) => b.length - a.length).map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\w-])(?:${names.join('|')})(?![\\w-])`, 'gi');
}
