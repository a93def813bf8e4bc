import {readFileSync} from 'node:fs';
import {formatAddress, parseIpv4} from '../../net/address.js';
import type {Resolver} from '../../net/resolver.js';
import {parseServices, type ServicesDatabase} from './services-database.js';

/** The resolver of this machine: getaddrinfo(3), getnameinfo(3) and /etc/services, each loaded when first asked. */
export function linuxResolver(): Resolver {
  let services: ServicesDatabase | undefined;
  const database = () => {
    services ??= parseServices(readServices());
    return services;
  };
  return {
    async addressOf(host) {
      const {promises} = await import('node:dns');
      try {
        return parseIpv4((await promises.lookup(host, {family: 4})).address) ?? null;
      } catch {
        return null;
      }
    },
    async nameOf(address) {
      const {promises} = await import('node:dns');
      try {
        return (await promises.lookupService(formatAddress(address), 0)).hostname;
      } catch {
        return null;
      }
    },
    portOf: (service, protocol) => database().portOf(service, protocol),
    serviceOf: (port, protocol) => database().serviceOf(port, protocol),
  };
}

/** A machine without the file knows no names, as getservbyname(3) does there. */
function readServices(): string {
  try {
    return readFileSync('/etc/services', 'utf8');
  } catch {
    return '';
  }
}
