import {type Address, formatAddress, type Ipv4Address, parseIpv4} from '../../src/net/address.js';
import {parseServices} from '../../src/kernel/names/services-database.js';
import type {Display, NameTable} from '../../src/ipvsadm/names.js';

/** /etc/hosts of the recorded runs, as far as their output tells. */
const hosts: readonly (readonly [string, ...string[]])[] = [
  ['127.0.0.1', 'localhost'],
  ['10.0.0.1', 'vip1'],
  ['10.0.0.2', 'vip2.example.com', 'vip2'],
  ['10.0.0.9', 'dual'],
  ['10.0.0.50', 'a-very-long-virtual-host-name-for-testing.example.com'],
  ['192.168.10.1', 'real1'],
  ['192.168.10.2', 'real2.a-very-long-host-name.example.com', 'real2'],
  ['2001:db8::9', 'dual'],
  ['2001:db8::80', 'vip6.example.com', 'vip6'],
  ['2001:db8::a0a0', 'real6'],
  ['2001:db8::50', 'a-very-long-ipv6-virtual-host-name-for-testing.example.com'],
];

/** The lines of /etc/services that they name. */
const services = parseServices(`
domain 53/tcp
domain 53/udp
http 80/tcp www
https 443/tcp
https 443/udp
snpp 444/tcp
sip 5060/tcp
sip 5060/udp
http-alt 8080/tcp webcache
tproxy 8081/tcp
`);

/** Names as the recorded runs resolved them. */
export const recordedNames: NameTable & Display = {
  addressOf: (host: string): Ipv4Address | null => {
    const row = hosts.find(([address, ...names]) => !address.includes(':') && names.includes(host));
    return row ? (parseIpv4(row[0]) ?? null) : null;
  },
  portOf: (service, protocol) => services.portOf(service, protocol),
  host: (address: Address) => hosts.find(([text]) => text === formatAddress(address))?.[1] ?? formatAddress(address),
  port: (port, protocol) => services.serviceOf(port, protocol) ?? String(port),
};

/** No name means anything. */
export const noNames: NameTable = {addressOf: () => null, portOf: () => null};
