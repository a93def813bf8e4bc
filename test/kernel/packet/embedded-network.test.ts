import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {type Address, formatAddress, parseAddress} from '../../../src/net/address.js';
import {mac} from '../../../src/net/mac.js';
import {EmbeddedNetwork} from '../../../src/kernel/packet/embedded-network.js';
import {EmbeddedSegment} from '../../../src/kernel/packet/embedded-segment.js';
import {RtnetlinkClient} from '../../../src/kernel/rtnetlink/rtnetlink-client.js';
import type {InterfaceAddress, Link, NetworkEvent} from '../../../src/vrrp/ports.js';
import {Namespace, namespacesMissing} from '../rtnetlink/namespace.js';
import {testNetworkPort} from './network-port-contract.js';

const link: Link = {
  index: 2,
  name: 'eth0',
  mac: mac(0x020000000001),
  mtu: 1500,
  isUp: true,
  isRunning: true,
  hasCarrier: true,
  isLoopback: false,
  operationalState: 'up',
  master: undefined,
  parent: undefined,
  kind: undefined,
};
const ofLink = (address: Address, scope = 0): InterfaceAddress => ({
  interface: 2,
  address,
  prefixLength: 64,
  peer: undefined,
  broadcast: undefined,
  label: undefined,
  scope,
  flags: ['permanent'],
  protocol: undefined,
});
const until = async (isSo: () => boolean) => {
  while (!isSo()) await sleep(1); // the test runner's own patience ends it
};

describe('the embedded network', () => {
  testNetworkPort(() => {
    const port = new EmbeddedNetwork({links: [link], addresses: []});
    return {
      port,
      link: 2,
      setLink: isUp => port.setLink(2, isUp ? 'up' : 'down'),
      until,
      close: () => port.close(),
    };
  });

  test('what is plugged into a segment has its addresses and its state', async () => {
    const station = new EmbeddedSegment().join(mac(0x020000000001), []);
    const [own, global] = [parseAddress('fe80::1')!, parseAddress('2001:db8::1')!];
    const network = new EmbeddedNetwork(
      {links: [link], addresses: [ofLink(own, 253), ofLink(global)]},
      new Map([[2, station]]),
    );
    const addresses = () => station.addresses.map(formatAddress);
    assert.deepEqual([station.state, addresses()], ['up', ['fe80::1', '2001:db8::1']]);
    network.setLink(2, 'no-carrier');
    assert.deepEqual([station.state, addresses().length], ['no-carrier', 2]);
    network.setLink(2, 'down');
    assert.deepEqual([station.state, addresses()], ['down', []]);
    network.setLink(2, 'up');
    assert.deepEqual([station.state, addresses()], ['up', ['fe80::1']]);
    await network.apply([
      {type: 'add-address', address: {interface: 2, address: parseAddress('10.0.0.1')!, prefixLength: 24}},
    ]);
    assert.deepEqual(addresses(), ['fe80::1', '10.0.0.1']);
  });

  test('a watch is told once of each change, also of those between its beginning and its snapshot', async () => {
    const network = new EmbeddedNetwork({links: [link], addresses: []});
    const events: NetworkEvent[] = [];
    network.watch(some => events.push(...some));
    network.setLink(2, 'no-carrier');
    await Promise.resolve();
    network.setLink(2, 'up');
    await sleep(0);
    const told = events.map(event => (event.type === 'link-changed' ? `running ${event.link.isRunning}` : event.type));
    assert.deepEqual(told, ['snapshot', 'running true']);
  });
});

describe('the network of Linux', {skip: namespacesMissing()}, () => {
  testNetworkPort(() => {
    const space = new Namespace();
    space.batch(['link add eth0 type veth peer name eth1', 'link set eth0 up', 'link set eth1 up']);
    const port = new RtnetlinkClient(space.kernel);
    return {
      port,
      link: space.indexOf('eth0'),
      setLink: isUp => void space.ip('link', 'set', 'eth0', isUp ? 'up' : 'down'),
      until,
      close: () => {
        port.close();
        space.remove();
      },
    };
  });
});
