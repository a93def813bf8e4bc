import {formatAddress, parseIpv4, parseIpv6} from '../../../net/address.js';
import {type Pseudonyms, pseudonymOfPrefix} from './pseudonyms.js';

/** `52:54:00:12:34:56`, with dashes too, and `5254.0012.3456`. */
const macs = /\b[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}\b|\b(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}\b/gi;
const ipv6s =
  /(?<![\w:.])((?:[0-9a-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{1,4})?)(?:\/(\d{1,3}))?(?![\w:]|\.\d)/gi;
const ipv4s = /(?<![\dA-Za-z.])((?:\d{1,3}\.){3}\d{1,3})(?:\/(\d{1,2}))?(?![\dA-Za-z]|\.\d)/g;
/** Names with a domain that people use; not files, sysctls or units. */
const domains =
  /(?<![\w./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|io|dev|info|biz|eu|de|at|ch|fr|uk|nl|be|es|it|pl|cz|se|no|fi|dk|us|ca|au|nz|jp|cn|in|br|ru|ua|kr|sg|cloud|local|lan|internal|intern|corp|intra|intranet|home|example|test|invalid|localdomain|arpa|app|shop|online|site|xyz|tech|store|berlin|hamburg|wien|consulting|systems|hosting|solutions|agency|digital|media|email|tv|co|ai|gov|edu|mil|gr|hu|ie|pt|ro|sk|lt|lu|il|tr|za|mx|ar|cl|hk|tw)(?![\w-]|\.\w)/gi;

/** Other addresses and names in a text. @param hosts names without a domain that are known to be hosts' */
export function anonymizeText(text: string, pseudonyms: Pseudonyms, hosts: readonly string[]): string {
  const others = text
    .replace(macs, found => macWithOther(found, pseudonyms))
    .replace(ipv6s, (whole: string, found: string, length?: string) => {
      const address = parseIpv6(found);
      if (/^(?:::(?:ffff:)?|64:ff9b::)[\d.]+$/i.test(found) && found.includes('.')) return whole; // its last part is next
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

/** In its own notation. */
function macWithOther(found: string, pseudonyms: Pseudonyms): string {
  const pairs = found.toLowerCase().match(/[0-9a-f]{2}/g) ?? [];
  const usual = pairs.join(':');
  if (/^(?:00:00:00:00:00:00|ff:ff:ff:ff:ff:ff|01:00:5e:|33:33:|00:00:5e:)/.test(usual)) return found;
  const other = pseudonyms.mac(usual);
  if (found.includes('.')) return other.replaceAll(':', '').replace(/(.{4})(?!$)/g, '$1.');
  return found.includes('-') ? other.replaceAll(':', '-') : other;
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
