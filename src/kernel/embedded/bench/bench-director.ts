import {plainTunnel} from '../../../ipvs/forwarding.js';
import {tcp, udp} from '../../../ipvs/protocol.js';
import {serviceFlag} from '../../../ipvs/service.js';
import {type Address, ipv4, ipv6} from '../../../net/address.js';
import {type Director, newDirector, recordedSalt} from '../director.js';
import {beginScheduling} from '../schedulers/schedulers.js';
import {nothingRemembered} from '../schedulers/memory.js';
import {type DestinationEntry, destinationEntryKey, type ServiceEntry, virtualKey} from '../table/entries.js';
import {noCounts, type Statistics} from '../table/statistics.js';
import {type Flow, flowCounts, flowRates, type Ticks} from './ticking-counts.js';

export interface BenchSize {
  readonly services: number;
  /** Real servers of each service. */
  readonly servers: number;
  /** Of the services, 0 to 1: whose counters and rates move, with those of their real servers. Default 0.3. */
  readonly share?: number;
}

const schedulers = ['wlc', 'wrr', 'rr', 'sh'] as const;

/** A director whose table was there from the beginning, with statistics that move by themselves. */
export function createBenchDirector(now: number, ticks: Ticks, {services, servers, share = 0.3}: BenchSize): Director {
  const perPhase = Array.from({length: 8}, (_, phase) => ({perTick: 0, phase}));
  const director: Director = {...newDirector(now, recordedSalt), totals: statisticsOf(ticks, perPhase)};
  for (let i = 0; i < services; i++) {
    const isBusy = Math.floor((i + 1) * share) > Math.floor(i * share);
    const phase = i % 8;
    const flows = Array.from({length: servers}, (_, j) => ({perTick: isBusy ? 1 + ((7 * i + 3 * j) % 5) : 0, phase}));
    const flow = {perTick: flows.reduce((sum, {perTick}) => sum + perTick, 0), phase};
    const total = perPhase[phase] as {perTick: number};
    total.perTick += flow.perTick;
    const service = newService(i, statisticsOf(ticks, [flow]));
    for (const [j, its] of flows.entries()) addServer(service, i, j, its.perTick, statisticsOf(ticks, [its]));
    beginScheduling(service);
    director.services.add(service);
  }
  return director;
}

/** Whether the statistics of an entry of a bench move. */
export function isMoving({rates}: Statistics): boolean {
  return rates.connections > 0n;
}

function statisticsOf(ticks: Ticks, flows: readonly Flow[]): Statistics {
  const counts = flowCounts(ticks, flows);
  return {live: counts, seen: counts, zero: noCounts(), rates: flowRates(ticks, flows)};
}

function newService(i: number, statistics: Statistics): ServiceEntry {
  const isIpv6 = i % 16 === 15;
  const isPersistent = i % 10 === 9;
  return {
    family: isIpv6 ? 'ipv6' : 'ipv4',
    protocol: i % 8 === 3 ? udp : tcp,
    address: virtualAddress(i, isIpv6),
    port: 1000 + Math.floor(i / 254),
    fwmark: 0,
    scheduler: schedulers[i % schedulers.length] as string,
    engine: '',
    flags: serviceFlag.hashed | (isPersistent ? serviceFlag.persistent : 0),
    timeout: isPersistent ? 300 * 100 : 0,
    netmask: isIpv6 ? 128 : 0xffffffff,
    destinations: [],
    byKey: new Map(),
    statistics,
    memory: nothingRemembered,
  };
}

/** RFC 5737 TEST-NET-3 and RFC 3849: a port for every 254 services. */
function virtualAddress(i: number, isIpv6: boolean): Address {
  const host = 1 + (i % 254);
  return isIpv6 ? ipv6(0x20010db8, 0, 0, host) : ipv4(0xcb007100 + host);
}

function addServer(service: ServiceEntry, i: number, j: number, load: number, statistics: Statistics): void {
  const host = i * 256 + j + 1;
  const isQuiesced = j > 0 && (i + j) % 97 === 0;
  const weight = isQuiesced ? 0 : 1 + (j % 4);
  const destination: DestinationEntry = {
    family: service.family,
    address: service.family === 'ipv6' ? ipv6(0x20010db8, 1, 0, host) : ipv4(0x0a000000 + (host & 0xffffff)),
    port: 8080,
    virtual: virtualKey(service),
    service,
    forwarding: 0,
    weight,
    lastWeight: 1 + (j % 4),
    tunnel: plainTunnel,
    upperThreshold: 0,
    lowerThreshold: 0,
    active: isQuiesced ? 0 : 20 * load,
    inactive: 45 * load,
    persistent: 0,
    isAvailable: true,
    isOverloaded: false,
    idleSince: undefined,
    statistics,
  };
  service.destinations.push(destination);
  service.byKey.set(destinationEntryKey(destination), destination);
}
