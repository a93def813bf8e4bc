import type {ServiceId} from '../ipvs/service.js';
import {formatServiceId, parseServicePattern, type ServicePattern} from '../ipvs/service-text.js';
import {type Address, addressKey, parseAddress} from '../net/address.js';
import type {Setting} from './setting.js';
import type {Entry, SettingsText, Spot} from './settings-text.js';

/** A name that cannot be taken for an address, a port or a list. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_][\w.-]{0,252}$/.test(name) && !/^[\d.]+$/.test(name);
}

/** Names of hosts. */
export function readHosts(spot: Spot, text: SettingsText): readonly Setting[] {
  const taken = new Map<string, string>();
  return namedEntries(spot, text, 'names with addresses').flatMap(({name, at, value}): Setting[] => {
    const words = text.words(value, 'an address or a list of addresses') ?? [];
    const addresses = words.flatMap(({text: word, at: wordAt}): Address[] => {
      const address = parseAddress(word);
      const other = address && taken.get(addressKey(address));
      if (!address) text.report(wordAt, `${word} is not an address`);
      else if (other !== undefined) text.report(wordAt, `${word} has the name ${other} already`);
      else taken.set(addressKey(address), name);
      return address && other === undefined ? [address] : [];
    });
    if (addresses.length === 0) return [];
    return [{type: 'host', path: `names.hosts.${name}`, at: text.place(at), name, addresses}];
  });
}

/** Names of virtual services. */
export function readServices(spot: Spot, text: SettingsText): readonly Setting[] {
  const taken = new Map<string, string>();
  return namedEntries(spot, text, 'names with services').flatMap(({name, at, value}): Setting[] => {
    const [word] = text.words(value, 'a service such as tcp/10.0.0.1:80') ?? [];
    if (!word) return [];
    const service = wholeService(word.text);
    const other = service && taken.get(service);
    if (!service)
      text.report(word.at, `${word.text} is not a service: write tcp/ADDRESS:PORT, udp/, sctp/ or fwmark/N`);
    else if (other !== undefined) text.report(word.at, `${word.text} has the name ${other} already`);
    else taken.set(service, name);
    if (!service || other !== undefined) return [];
    return [{type: 'service', path: `names.services.${name}`, at: text.place(at), name, service}];
  });
}

/** Entries whose names are names. */
export function namedEntries(spot: Spot, text: SettingsText, takes: string): readonly Entry[] {
  return text.entries(spot, takes).filter(({name, at}) => {
    if (!isPlainName(name))
      text.report(at, `${name} is no name: letters, digits, dots, dashes and underlines, and more than a number`);
    return isPlainName(name);
  });
}

/** A service as lvsctl names it; undefined for what is none, or only a part of one. */
function wholeService(text: string): string | undefined {
  const pattern = parseServicePattern(text);
  const id = pattern && idOf(pattern);
  return id && formatServiceId(id);
}

function idOf(pattern: ServicePattern): ServiceId | undefined {
  if (pattern.type === 'fwmark') return pattern;
  const {protocol, address, port} = pattern;
  if (protocol === undefined || port === undefined) return undefined;
  return {type: 'address', protocol, address, port};
}
