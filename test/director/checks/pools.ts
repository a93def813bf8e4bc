import type {Check} from '../../../src/checks/check.js';
import {noPools} from '../../../src/config/pools/no-pools.js';
import type {Pool, PoolConfiguration, PoolServer} from '../../../src/config/pools/pool-configuration.js';
import type {DestinationConfiguration} from '../../../src/ipvs/destination.js';
import {masquerading, plainTunnel} from '../../../src/ipvs/forwarding.js';
import {tcp} from '../../../src/ipvs/protocol.js';
import {hostNetmask} from '../../../src/ipvs/service.js';
import {type Address, parseAddress} from '../../../src/net/address.js';

const place = {file: '/etc/x.conf', line: 1, column: 1};

export function pools(list: readonly Pool[], more: Partial<PoolConfiguration> = {}): PoolConfiguration {
  return {...noPools, pools: list, ...more};
}

/** A TCP service on port 80 with the servers. */
export function pool(address: string, servers: readonly PoolServer[], more: Partial<Pool> = {}): Pool {
  return {
    name: `TCP ${address}:80`,
    place,
    services: [
      {
        id: {type: 'address', protocol: tcp, address: parseAddress(address) as Address, port: 80},
        scheduler: 'rr',
        flags: 0,
        timeout: 0,
        netmask: hostNetmask('ipv4'),
        persistenceEngine: '',
      },
    ],
    servers,
    sorry: undefined,
    quorum: 1,
    hysteresis: 0,
    quorumCounts: 'weights',
    quorumUp: undefined,
    quorumDown: undefined,
    tellsAtEnd: false,
    mailTo: [],
    ...more,
  };
}

/** A real server with one TCP check on its port. */
export function server(address: string, port = 80, more: Partial<PoolServer> = {}): PoolServer {
  const host = parseAddress(address) as Address;
  const destination: DestinationConfiguration = {
    address: host,
    port,
    weight: 1,
    forwarding: masquerading,
    upperThreshold: 0,
    lowerThreshold: 0,
    tunnel: plainTunnel,
  };
  return {
    name: `${address}:${port}`,
    place,
    host,
    weight: 1,
    checks: [tcpCheck(host, port)],
    isOff: false,
    whenDown: 'remove',
    holdDown: 0,
    slowStart: {over: 0, steps: 1},
    dependsOn: [],
    destinations: [destination],
    notifyUp: undefined,
    notifyDown: undefined,
    sendsMail: false,
    agent: undefined,
    ...more,
  };
}

export function tcpCheck(address: Address, port: number, interval = 1000): Check {
  return {
    probe: {type: 'tcp', target: {address, port}, limits: {connect: 500, silence: 500, whole: 1000}},
    schedule: {
      interval,
      fall: 1,
      rise: 1,
      retryDelay: 100,
      warmup: 0,
      startsDown: false,
      tellsAllFailures: false,
    },
  };
}
