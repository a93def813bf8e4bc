import {reverseName} from '../../../checks/probe/dns/reverse-name.js';
import type {DnsProbe} from '../../../checks/probe/probe.js';
import {parseAddress} from '../../../net/address.js';

/** What Net::DNS asks for: the name of an address, else the address of a name. */
export function dnsQuestion(request: string): Pick<DnsProbe, 'recordType' | 'name'> {
  const address = parseAddress(request);
  return address ? {recordType: 'PTR', name: reverseName(address)} : {recordType: 'A', name: request};
}
