import type {Change} from '../../src/ipvs/change.js';
import type {DestinationConfiguration} from '../../src/ipvs/destination.js';
import {directRouting, masquerading, plainTunnel, tunneling} from '../../src/ipvs/forwarding.js';
import {tcp} from '../../src/ipvs/protocol.js';
import type {ServiceId} from '../../src/ipvs/service.js';
import {ipv4} from '../../src/net/address.js';

export const virtual = (number: number): ServiceId => ({
  type: 'address',
  protocol: tcp,
  address: ipv4(0x0a000001),
  port: 8000 + number,
});

/** 10.1.0.11, …: differs in all that an undrain has to bring back. */
export function server(number: number, changed: Partial<DestinationConfiguration> = {}): DestinationConfiguration {
  return {
    address: ipv4(0x0a01000b + number),
    port: 80,
    forwarding: [masquerading, directRouting, tunneling][number % 3] as number,
    weight: number + 2,
    upperThreshold: 100 * number,
    lowerThreshold: 50 * number,
    tunnel: plainTunnel,
    ...changed,
  };
}

/** So many services of three real servers each, some of schedulers that hash. */
export function siteRules(services: number): readonly Change[] {
  return Array.from({length: services}, (_, i) => {
    const id = virtual(i);
    const service = {
      id,
      scheduler: ['wlc', 'sh', 'rr', 'mh'][i % 4] as string,
      flags: 0,
      timeout: 0,
      netmask: 0xffffffff,
      persistenceEngine: '',
    };
    return [
      {type: 'add-service', service} as const,
      ...[0, 1, 2].map(number => ({type: 'add-server', id, destination: server(number)}) as const),
    ];
  }).flat();
}
