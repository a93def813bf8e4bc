import type {IpvsFacts} from '../../src/doctor/facts.js';
import {directRouting, masquerading, plainTunnel, tunneling} from '../../src/ipvs/forwarding.js';
import {hostNetmask, type ServiceId} from '../../src/ipvs/service.js';
import {parseServicePattern} from '../../src/ipvs/service-text.js';
import {noStatistics} from '../../src/ipvs/statistics.js';
import {parseEndpoint} from '../../src/net/endpoint.js';

const methods: Readonly<Record<string, number>> = {masq: masquerading, gate: directRouting, ipip: tunneling};

/** A table from lines such as `tcp/10.0.0.1:80 masq 10.1.0.11:80 10.1.0.12:80`. */
export function tableOf(lines: readonly string[], daemons: IpvsFacts['daemons'] = []): IpvsFacts {
  return {
    version: 0x010201,
    connectionTableSize: 4096,
    connections: 0,
    synchronized: undefined,
    daemons,
    table: {
      entries: lines.map(line => {
        const [service = '', method = '', ...servers] = line.split(' ');
        const id = parseServicePattern(service) as ServiceId;
        return {
          service: {
            id,
            scheduler: 'wlc',
            flags: 2,
            timeout: 0,
            netmask: hostNetmask('ipv4'),
            persistenceEngine: '',
            statistics: noStatistics,
          },
          destinations: servers.map(server => {
            const endpoint = parseEndpoint(server);
            if (!endpoint) throw new Error(server);
            return {
              ...endpoint,
              forwarding: methods[method] as number,
              weight: 1,
              upperThreshold: 0,
              lowerThreshold: 0,
              tunnel: plainTunnel,
              activeConnections: 0,
              inactiveConnections: 0,
              persistentConnections: 0,
              statistics: noStatistics,
            };
          }),
        };
      }),
    },
  };
}
