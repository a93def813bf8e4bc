import assert from 'node:assert/strict';
import {type Director, newDirector} from '../../../src/kernel/embedded/director.js';
import {createEmbeddedKernel, type EmbeddedKernel} from '../../../src/kernel/embedded/embedded-kernel.js';
import {createMemoryStore} from '../../../src/kernel/embedded/store/memory-store.js';
import type {DestinationEntry, ServiceEntry} from '../../../src/kernel/embedded/table/entries.js';
import {advance} from '../../../src/kernel/embedded/traffic/advance.js';
import type {ConnectionEntry} from '../../../src/kernel/embedded/traffic/connection.js';
import type {Packet} from '../../../src/kernel/embedded/traffic/packet.js';
import {receivePacket, receiveReply} from '../../../src/kernel/embedded/traffic/receive-packet.js';
import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {formatEndpoint, parseEndpoint} from '../../../src/net/endpoint.js';
import {changes} from './changes.js';

/** A director with a clock that stands still until it is set. */
export interface Site {
  readonly director: Director;
  readonly kernel: EmbeddedKernel;
  readonly ipvs: Ipvs;
  /** Runs ipvsadm command lines; every one must succeed. */
  ipvsadm(...lines: string[]): Promise<void>;
  /** Lets milliseconds pass. */
  pass(milliseconds: number): void;
  read(path: string): string;
  close(): void;
}

export async function newSite(...lines: string[]): Promise<Site> {
  const director = newDirector(0, 0);
  const kernel = createEmbeddedKernel({
    store: createMemoryStore(director),
    clock: () => director.now,
    interfaces: () => [{name: 'lo', mtu: 65536, addresses: []}],
  });
  const {ipvs} = await openIpvs(kernel);
  const site: Site = {
    director,
    kernel,
    ipvs,
    async ipvsadm(...more) {
      const outcomes = await ipvs.apply(changes(more));
      for (const [i, outcome] of outcomes.entries()) assert.equal(outcome, undefined, more[i]);
    },
    pass: milliseconds => advance(director, director.now + milliseconds),
    read: path => [...kernel.readProc(path)].map(piece => Buffer.from(piece).toString('latin1')).join(''),
    close: () => ipvs.close(),
  };
  await site.ipvsadm(...lines);
  return site;
}

/** A packet: from, to, what it is. */
export function packet(
  client: string,
  virtual: string,
  signal: Packet['signal'] = 'syn',
  more: Partial<Packet> = {},
): Packet {
  const from = parseEndpoint(client);
  const to = parseEndpoint(virtual);
  assert.ok(from && to);
  const protocol = signal === 'datagram' ? 17 : ['syn', 'ack', 'fin', 'rst'].includes(signal) ? 6 : 132;
  return {
    protocol,
    client: from.address,
    clientPort: from.port,
    virtual: to.address,
    virtualPort: to.port,
    fwmark: 0,
    signal,
    packets: 1,
    bytes: 60,
    ...more,
  };
}

/** The connection a first packet makes; fails where it makes none. */
export function connect(
  director: Director,
  client: string,
  virtual: string,
  signal: Packet['signal'] = 'syn',
  more: Partial<Packet> = {},
): ConnectionEntry {
  const verdict = receivePacket(director, packet(client, virtual, signal, more));
  assert.ok(verdict.type === 'forwarded' && verdict.connection, `${client} to ${virtual} is ${verdict.type}`);
  return verdict.connection;
}

/** The rest of TCP's handshake. */
export function establish(director: Director, connection: ConnectionEntry): void {
  receiveReply(director, connection, 'syn', {packets: 1, bytes: 60});
  fromClient(director, connection, 'ack', 52);
}

export function fromClient(
  director: Director,
  connection: ConnectionEntry,
  signal: Packet['signal'],
  bytes = 52,
): void {
  const {protocol, client, clientPort, virtual, virtualPort} = connection;
  receivePacket(director, {protocol, client, clientPort, virtual, virtualPort, fwmark: 0, signal, packets: 1, bytes});
}

export function fromServer(
  director: Director,
  connection: ConnectionEntry,
  signal: Packet['signal'],
  bytes = 52,
): void {
  receiveReply(director, connection, signal, {packets: 1, bytes});
}

export function serverOf({destination}: ConnectionEntry): string {
  return formatEndpoint(destination);
}

export function onlyService(director: Director): ServiceEntry {
  const [service] = [...director.services.inOrder()];
  assert.ok(service);
  return service;
}

export function destinationNamed(director: Director, name: string): DestinationEntry {
  for (const service of director.services.inOrder()) {
    const found = service.destinations.find(destination => formatEndpoint(destination) === name);
    if (found) return found;
  }
  return assert.fail(`no destination ${name}`);
}

/** What must be true of every director at any time. */
export function assertAddsUp(director: Director): void {
  const counted = new Map<DestinationEntry, {active: number; inactive: number; persistent: number}>();
  const controlled = new Map<ConnectionEntry, number>();
  for (const connection of director.connections.inCreation()) {
    const sum = counted.get(connection.destination) ?? {active: 0, inactive: 0, persistent: 0};
    sum[connection.isTemplate ? 'persistent' : connection.isInactive ? 'inactive' : 'active']++;
    counted.set(connection.destination, sum);
    if (connection.control) controlled.set(connection.control, (controlled.get(connection.control) ?? 0) + 1);
  }
  const available = [...director.services.inOrder()].flatMap(service => service.destinations);
  for (const destination of [...available, ...director.trash]) {
    const {active, inactive, persistent} = destination;
    assert.deepEqual(
      {active, inactive, persistent},
      counted.get(destination) ?? {active: 0, inactive: 0, persistent: 0},
      formatEndpoint(destination),
    );
    counted.delete(destination);
  }
  assert.equal(counted.size, 0, 'every connection leads to a destination of a service or in the trash');
  for (const connection of director.connections.inCreation())
    assert.equal(connection.controlled, controlled.get(connection) ?? 0);
  assert.equal([...director.connections.inOrder()].length, director.connections.size);
}
