import {type Address, parseAddress} from '../../../net/address.js';
import {writeAddress} from '../../../net/address-bytes.js';
import type {DnsProbe} from '../../../checks/probe/probe.js';

/** What Net::DNS asks for: the name of an address, else the address of a name. */
export function dnsQuestion(request: string): Pick<DnsProbe, 'recordType' | 'name'> {
  const address = parseAddress(request);
  return address ? {recordType: 'PTR', name: reverseName(address)} : {recordType: 'A', name: request};
}

/** RFC 1035 §3.5, RFC 3596 §2.5. */
function reverseName(address: Address): string {
  const written = new Uint8Array(address.family === 'ipv4' ? 4 : 16);
  writeAddress(address, written);
  const bytes = [...written].reverse();
  if (address.family === 'ipv4') return `${bytes.join('.')}.in-addr.arpa`;
  return `${bytes.flatMap(byte => [(byte & 15).toString(16), (byte >> 4).toString(16)]).join('.')}.ip6.arpa`;
}
