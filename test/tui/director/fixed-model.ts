import {type Destination, destinationKey} from '../../../src/ipvs/destination.js';
import {masquerading, plainTunnel, tunneling} from '../../../src/ipvs/forwarding.js';
import {type Service, serviceFlag, serviceKey} from '../../../src/ipvs/service.js';
import {formatServiceId} from '../../../src/ipvs/service-text.js';
import type {Rates, Statistics} from '../../../src/ipvs/statistics.js';
import type {Address} from '../../../src/net/address.js';
import {parseEndpoint} from '../../../src/net/endpoint.js';
import {type SeenService, type Snapshot, sumsOf, tableSums} from '../../../src/tui/data/snapshot.js';
import {rowKey, TrendRecorder} from '../../../src/tui/data/trends.js';
import {initialModel} from '../../../src/tui/initial-model.js';
import {noPreferences} from '../../../src/tui/preferences/preferences.js';
import type {Model} from '../../../src/tui/model.js';
import {lineWidth, plainText} from '../../../src/tui/theme/theme.js';
import type {ScreenLine} from '../../../src/tui/view/screen-line.js';
import type {StageWorld} from '../../../src/tui/world.js';

/** 2026-01-01 12:00:00 UTC. */
export const noon = 1767268800_000;

/** A dashboard with a small site, the same each time. */
export function fixedModel(columns: number, rows: number, snapshot: Snapshot = fixedSnapshot()): Model {
  const world = {
    environment: {LANG: 'C.UTF-8'},
    size: {columns, rows},
    clock: () => noon,
    host: 'director-1',
    isEmbedded: false,
    timeOffset: 0,
  } as unknown as StageWorld;
  return {...initialModel(world, {interval: 2, isReadOnly: false}, noPreferences), snapshot};
}

const web: Service = {
  id: {type: 'address', protocol: 6, ...endpoint('203.0.113.10:80')},
  scheduler: 'wlc',
  flags: 0,
  timeout: 0,
  netmask: 0xffffffff,
  persistenceEngine: '',
  statistics: statistics(13, 1_234_567_890),
};

const mail: Service = {
  id: {type: 'fwmark', family: 'ipv4', fwmark: 7},
  scheduler: 'sh',
  flags: serviceFlag.persistent | serviceFlag.scheduler1 | serviceFlag.onePacket,
  timeout: 600,
  netmask: 0xfffffff0,
  persistenceEngine: 'sip',
  statistics: statistics(1, 1000),
};

/** The keys of what is in the fixed table. */
export const rows = {
  web: serviceKey(web.id),
  mail: serviceKey(mail.id),
  busy: rowKey(serviceKey(web.id), destinationKey(endpoint('10.1.0.11:8080'))),
  limited: rowKey(serviceKey(web.id), destinationKey(endpoint('10.1.0.12:8080'))),
  quiesced: rowKey(serviceKey(web.id), destinationKey(endpoint('10.1.0.13:8080'))),
  tunnel: rowKey(serviceKey(mail.id), destinationKey(endpoint('10.4.0.31:0'))),
} as const;

export function fixedSnapshot(change: Partial<Snapshot> = {}): Snapshot {
  const services = [
    seenService(web, [
      server('10.1.0.11:8080', {weight: 4, activeConnections: 812, inactiveConnections: 3021}, 9),
      server('10.1.0.12:8080', {weight: 4, activeConnections: 251, upperThreshold: 300, lowerThreshold: 200}, 4),
      server('10.1.0.13:8080', {weight: 0, activeConnections: 17}, 0),
    ]),
    seenService(mail, [
      server('10.4.0.31:0', {
        weight: 2,
        forwarding: tunneling,
        tunnel: {type: 1, port: 6080, flags: 1},
        persistentConnections: 5,
      }),
    ]),
  ];
  const trends = new TrendRecorder();
  for (let i = 0; i < 60; i++)
    for (const key of [rows.web, rows.busy, rows.limited, rows.quiesced]) trends.record(key, rates(wave(i)));
  return {
    at: noon,
    information: {version: 0x010201, connectionTableSize: 4096},
    totals: statistics(14, 98_765_432_109_876),
    services,
    generation: 1,
    servicesAt: noon,
    serversAt: noon,
    sums: tableSums(services),
    trends,
    ...change,
  };
}

/** A day's work in two minutes. */
export function wave(i: number): number {
  return Math.round(10 + 8 * Math.sin(i / 6));
}

export function rates(connections: number): Rates {
  return {
    connectionsPerSecond: BigInt(connections),
    incomingPacketsPerSecond: BigInt(connections * 8),
    outgoingPacketsPerSecond: BigInt(connections * 11),
    incomingBytesPerSecond: BigInt(connections * 900),
    outgoingBytesPerSecond: BigInt(connections * 24_000),
  };
}

export function endpoint(text: string): {readonly address: Address; readonly port: number} {
  const parsed = parseEndpoint(text);
  if (!parsed) throw new Error(`no endpoint: ${text}`);
  return parsed;
}

/** The lines as text; fails where one is wider than the screen. */
export function textOf(lines: readonly ScreenLine[], columns: number): string {
  return lines
    .map(({line}, i) => {
      if (lineWidth(line) > columns) throw new Error(`line ${i} has ${lineWidth(line)} cells: ${plainText(line)}`);
      return `${plainText(line).trimEnd()}\n`;
    })
    .join('');
}

function seenService(service: Service, destinations: readonly Destination[]): SeenService {
  return {
    key: serviceKey(service.id),
    name: formatServiceId(service.id),
    service,
    destinations,
    sums: sumsOf(destinations),
  };
}

function server(text: string, settings: Partial<Destination>, connections = 0): Destination {
  return {
    ...endpoint(text),
    forwarding: masquerading,
    weight: 1,
    upperThreshold: 0,
    lowerThreshold: 0,
    tunnel: plainTunnel,
    activeConnections: 0,
    inactiveConnections: 0,
    persistentConnections: 0,
    statistics: statistics(connections, connections * 1000),
    ...settings,
  };
}

function statistics(connections: number, total: number): Statistics {
  return {
    counters: {
      connections: BigInt(total),
      incomingPackets: BigInt(total) * 8n,
      outgoingPackets: BigInt(total) * 11n,
      incomingBytes: BigInt(total) * 900n,
      outgoingBytes: BigInt(total) * 24_000n,
    },
    rates: rates(connections),
  };
}
