import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import {parseAddress} from '../../src/net/address.js';
import {Namespace} from '../kernel/rtnetlink/namespace.js';
import {Peer} from './peer.js';
import {StoryDirector} from './story-director.js';
import {TableWatch} from './table-watch.js';
import {addressOf, ports, servers, trafficConf, virtualAddress} from './traffic-conf.js';
import type {ClientAnswered, ClientAsked, ServerAsked} from './traffic-peer.js';

/** A client, a director and real servers, each in a namespace. */
export class TrafficSite {
  readonly #namespaces = {client: new Namespace(), director: new Namespace(), servers: new Namespace()};
  readonly director = new StoryDirector(this.#namespaces.director, '/run/story');
  readonly servers: Peer<ServerAsked, {readonly at: number}>;
  readonly client: Peer<ClientAsked, ClientAnswered>;

  constructor() {
    const {client, director, servers: real} = this.#namespaces;
    client.connect('eth0', director, 'client');
    real.connect('eth0', director, 'servers');
    client.batch(['addr add 172.16.1.2/24 dev eth0', 'route add default via 172.16.1.1']);
    real.batch([
      ...servers.map(server => `addr add ${addressOf(server)}/24 dev eth0`),
      'route add default via 10.1.0.1',
    ]);
    director.batch([
      'addr add 172.16.1.1/24 dev client',
      'addr add 10.1.0.1/24 dev servers',
      `addr add ${virtualAddress}/32 dev lo`,
    ]);
    director.within(() => writeFileSync('/proc/sys/net/ipv4/ip_forward', '1'));
    client.within(() => writeFileSync('/proc/sys/net/ipv4/ip_local_port_range', '1024 65000'));
    this.servers = new Peer(real, './traffic-peer.js', 'servers', ...servers);
    this.client = new Peer(client, './traffic-peer.js', 'client');
  }

  async begin(): Promise<void> {
    await Promise.all([this.servers.begin(), this.client.begin()]);
    this.director.configure(trafficConf());
  }

  ipvsadm(line: string): string {
    return this.#namespaces.director.run('ipvsadm', ...line.split(' '));
  }

  /** What the kernel has of the service with the short connections. */
  async watch(): Promise<TableWatch> {
    const address = parseAddress(virtualAddress);
    assert.ok(address);
    const {ipvs} = await openIpvs(this.#namespaces.director.kernel);
    return new TableWatch(ipvs, {type: 'address', protocol: 6, address, port: ports.short});
  }

  async remove(): Promise<void> {
    await Promise.all([this.client.end(), this.servers.end(), this.director.remove()]);
    for (const namespace of Object.values(this.#namespaces)) namespace.remove();
  }
}
