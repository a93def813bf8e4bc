import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {type Ipv4Address, parseIpv4} from '../../../src/net/address.js';
import {gratuitousArp, encodeArpFrame} from '../../../src/vrrp/arp-packet.js';
import {encodeAdvertisement} from '../../../src/vrrp/encode-advertisement.js';
import type {WantedInstance} from '../../../src/vrrp/findings/wanted-instance.js';
import {encodeIpv4Packet} from '../../../src/vrrp/ipv4-packet.js';
import {Listener} from '../../../src/vrrp/listener/listener.js';
import {advertisementGroups} from '../../../src/vrrp/multicast.js';
import type {Transition} from '../../../src/vrrp/observer/transition.js';
import type {AdvertisementSocketOptions} from '../../../src/vrrp/ports.js';
import {protocolNumbers} from '../../../src/vrrp/protocol-numbers.js';
import {Neighbourhood} from '../probe/neighbourhood.js';

const address = (text: string) => parseIpv4(text) as Ipv4Address;
const virtual = address('10.7.0.100');

const wanted: WantedInstance = {
  name: 'VI_1',
  daemon: 'keepalived',
  interface: 'eth0',
  virtualRouter: 51,
  family: 'ipv4',
  version: 3,
  priority: 100,
  interval: 1000,
  addresses: [{address: virtual, interface: undefined, isExcluded: false}],
  unicastPeers: undefined,
  authentication: {type: 'none'},
  ignoresAddressLists: false,
  preempts: true,
  syncGroup: undefined,
  tracked: [],
};

/** A host that listens, and another one that speaks. */
async function scene() {
  const street = new Neighbourhood();
  const own = street.join('10.7.0.1');
  const other = street.join('10.7.0.2');
  const listener = new Listener({...own.world, network: own.network});
  const heard: Transition[] = [];
  listener.subscribe((_event, transitions) => heard.push(...transitions));
  await street.settle(listener.start([wanted]));
  const socket = other.packets.openVrrp({interface: 2, family: 'ipv4'});
  const arp = other.packets.openArp(2);
  return {
    street,
    own,
    listener,
    heard,
    advertise(priority: number, destination: Ipv4Address = advertisementGroups.ipv4) {
      const source = address('10.7.0.2');
      const payload = encodeAdvertisement(
        {version: 3, virtualRouter: 51, priority, interval: 1000, addresses: [virtual], checksum: 'pseudo-header'},
        {source, destination},
      );
      const packet = encodeIpv4Packet(
        {source, destination, protocol: protocolNumbers.vrrp, hopLimit: 255, payload},
        {typeOfService: 0xc0, identification: 0},
      );
      assert.equal(socket.send(packet, destination), 'sent');
      street.segment.advance(street.now);
    },
    announce() {
      assert.equal(arp.send(encodeArpFrame(gratuitousArp(other.link.mac!, virtual))), 'sent');
      street.segment.advance(street.now);
    },
    async pass(time: number) {
      const end = street.now + time;
      await street.settle(new Promise<void>(resolve => void street.after(end - street.now, resolve)));
    },
    types: () => heard.splice(0).map(({type}) => type),
  };
}

describe('the listener', () => {
  test('hears a master, its silence, and who claims the address', async () => {
    const {advertise, announce, pass, types, listener} = await scene();
    assert.deepEqual(listener.problems, []);
    advertise(100);
    assert.deepEqual(types(), ['speaker-began', 'master-heard']);
    announce();
    const [segment] = listener.observation.segments.values();
    assert.equal(segment?.claims.size, 1);
    await pass(3000);
    assert.deepEqual(types(), []);
    await pass(2000);
    assert.deepEqual(types(), ['speaker-silent', 'no-master-heard']);
    listener.close();
  });

  test('hears that a master gives up at once', async () => {
    const {advertise, types, listener} = await scene();
    advertise(100);
    advertise(0);
    assert.deepEqual(types().slice(2), ['speaker-left', 'no-master-heard']);
    listener.close();
  });

  test('hears what is for its groups and addresses, as the IP layer does', async () => {
    const {advertise, types, listener, own} = await scene();
    advertise(100, address('224.0.0.200'));
    own.station.addresses = [address('10.7.0.9')]; // it arrives here, on its way to another host
    advertise(100, address('10.7.0.9'));
    assert.deepEqual(types(), []);
    own.station.addresses = [address('10.7.0.1')];
    advertise(100, address('10.7.0.1'));
    assert.deepEqual(types(), ['speaker-began', 'master-heard']);
    listener.close();
  });

  test('listens only where there are addresses or virtual routers, and for claims only where those are', async () => {
    const street = new Neighbourhood();
    const {world, network, packets} = street.join('10.7.0.1');
    const opened: string[] = [];
    const recording = {
      ...world,
      network,
      packets: {
        openVrrp: () => assert.fail('whoever only listens joins no group'),
        openAdvertisements: (options: AdvertisementSocketOptions) => {
          opened.push(options.family);
          return packets.openAdvertisements(options);
        },
        openArp: (index: number) => {
          opened.push('arp');
          return packets.openArp(index);
        },
        openNeighbours: packets.openNeighbours.bind(packets),
        openMembership: packets.openMembership.bind(packets),
        close: () => packets.close(),
      },
    };
    const listener = new Listener(recording);
    await street.settle(listener.start([]));
    assert.deepEqual(opened.splice(0), ['ipv4']);
    listener.want([{...wanted, authentication: {type: 'ah'}}]);
    assert.deepEqual(opened.splice(0), ['arp']);
    listener.close();
  });

  test('hears beside a daemon that is master, and overhears else, without missing anything between', async () => {
    const street = new Neighbourhood();
    const {world, network, packets} = street.join('10.7.0.1');
    const opened: string[] = [];
    const listener = new Listener({
      ...world,
      network,
      packets: {
        openVrrp: options => {
          opened.push(`beside, ${options.groups?.length} groups`);
          return packets.openVrrp(options);
        },
        openAdvertisements: options => {
          opened.push('overhears');
          return packets.openAdvertisements(options);
        },
        openArp: packets.openArp.bind(packets),
        openNeighbours: packets.openNeighbours.bind(packets),
        openMembership: packets.openMembership.bind(packets),
        close: () => packets.close(),
      },
    });
    await street.settle(listener.start([wanted]));
    assert.deepEqual(opened.splice(0), ['overhears']);
    const [segment] = listener.observation.segments.values();
    const since = segment?.attentiveSince;
    const change = async (type: 'add-address' | 'delete-address') => {
      await street.settle(network.apply([{type, address: {interface: 2, address: virtual, prefixLength: 24}}]));
      await street.settle(Promise.resolve());
    };
    listener.feed({type: 'daemon', name: 'keepalived', facts: {state: 'running', pid: 7, startedAt: undefined}});
    assert.deepEqual(opened.splice(0), []);
    await change('add-address');
    assert.deepEqual(opened.splice(0), ['beside, 0 groups']);
    listener.feed({type: 'daemon', name: 'keepalived', facts: {state: 'gone'}});
    assert.deepEqual(opened.splice(0), ['overhears']);
    listener.feed({type: 'daemon', name: 'keepalived', facts: {state: 'running', pid: 8, startedAt: undefined}});
    assert.deepEqual(opened.splice(0), ['beside, 0 groups']);
    await change('delete-address');
    assert.deepEqual(opened.splice(0), ['overhears']);
    assert.equal(segment?.attentiveSince, since);
    listener.close();
  });

  test('a socket that cannot be had is a problem, and is tried again when the network changes', async () => {
    const street = new Neighbourhood();
    const {world, network, packets} = street.join('10.7.0.1');
    let isRefused = true;
    const listener = new Listener({
      ...world,
      network,
      packets: {
        openVrrp: packets.openVrrp.bind(packets),
        openAdvertisements: (options: AdvertisementSocketOptions) => {
          if (isRefused) throw Object.assign(new Error('socket: EPERM'), {code: 'EPERM'});
          return packets.openAdvertisements(options);
        },
        openArp: packets.openArp.bind(packets),
        openNeighbours: packets.openNeighbours.bind(packets),
        openMembership: packets.openMembership.bind(packets),
        close: () => packets.close(),
      },
    });
    await street.settle(listener.start([wanted]));
    assert.deepEqual(
      listener.problems.map(({kind, error}) => [kind, error.code]),
      [['ipv4', 'EPERM']],
    );
    isRefused = false;
    await street.settle(
      network.apply([{type: 'add-address', address: {interface: 2, address: address('10.7.0.9'), prefixLength: 24}}]),
    );
    await street.settle(Promise.resolve());
    assert.deepEqual(listener.problems, []);
    listener.close();
  });
});
