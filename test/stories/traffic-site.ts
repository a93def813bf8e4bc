import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import {parseAddress} from '../../src/net/address.js';
import {Switches} from '../directors/switches.js';
import {Namespace} from '../kernel/rtnetlink/namespace.js';
import {Peer} from './peer.js';
import {StoryDirector} from './story-director.js';
import {TableWatch} from './table-watch.js';
import {addressOf, type Forwarding, ports, servers, trafficConf, virtualAddress} from './traffic-conf.js';
import type {ClientAnswered, ClientAsked, ServerAsked} from './traffic-peer.js';

type Servers = Peer<ServerAsked, {readonly at: number}>;

/** A client, a director and real servers: behind it, or with `direct` beside it, each on a host of its own. */
export class TrafficSite {
  readonly #client = new Namespace();
  readonly #director = new Namespace();
  readonly #others: {remove(): void}[] = [];
  readonly #servers = new Map<string, Servers>();
  readonly director = new StoryDirector(this.#director, '/run/story');
  readonly client: Peer<ClientAsked, ClientAnswered>;

  constructor(private readonly forwarding: Forwarding) {
    if (forwarding === 'direct') this.#connectBeside();
    else this.#connectBehind();
    this.#director.ip('addr', 'add', `${virtualAddress}/32`, 'dev', 'lo');
    this.client = new Peer(this.#client, './traffic-peer.js', 'client');
  }

  async begin(): Promise<void> {
    await Promise.all([this.client, ...this.#servers.values()].map(peer => peer.begin()));
    this.director.configure(trafficConf({forwarding: this.forwarding}));
  }

  /** A real server does as it is told. @returns since when */
  tell(asked: ServerAsked): Promise<{readonly at: number}> {
    return (this.#servers.get(asked.server) as Servers).ask(asked);
  }

  ipvsadm(line: string): string {
    return this.#director.run('ipvsadm', ...line.split(' '));
  }

  /** What the kernel has of the service with the short connections. */
  async watch(): Promise<TableWatch> {
    const address = parseAddress(virtualAddress);
    assert.ok(address);
    const {ipvs} = await openIpvs(this.#director.kernel);
    return new TableWatch(ipvs, {type: 'address', protocol: 6, address, port: ports.short});
  }

  async remove(): Promise<void> {
    await Promise.all([
      this.client.end(),
      ...[...this.#servers.values()].map(peer => peer.end()),
      this.director.remove(),
    ]);
    for (const one of [this.#client, this.#director, ...this.#others]) one.remove();
  }

  #connectBehind(): void {
    const real = new Namespace();
    this.#others.push(real);
    this.#client.connect('eth0', this.#director, 'client');
    real.connect('eth0', this.#director, 'servers');
    this.#client.batch(['addr add 172.16.1.2/24 dev eth0', 'route add default via 172.16.1.1']);
    real.batch([
      ...servers.map(server => `addr add ${addressOf(server)}/24 dev eth0`),
      'route add default via 10.1.0.1',
    ]);
    this.#director.batch(['addr add 172.16.1.1/24 dev client', 'addr add 10.1.0.1/24 dev servers']);
    set(this.#director, 'net/ipv4/ip_forward', '1');
    const peer: Servers = new Peer(real, './traffic-peer.js', 'masquerading', ...servers);
    for (const server of servers) this.#servers.set(server, peer);
  }

  #connectBeside(): void {
    const switches = new Switches(1);
    this.#others.push(switches);
    const join = (host: Namespace, place: number, address: string) => {
      switches.connect(host, place);
      host.batch(['link set eth0 up', `addr add ${address}/24 dev eth0`]);
    };
    join(this.#director, 1, '10.1.0.1');
    join(this.#client, 2, '10.1.0.2');
    this.#client.batch([`route add ${virtualAddress}/32 via 10.1.0.1`]);
    for (const [i, server] of servers.entries()) {
      const host = new Namespace();
      this.#others.push(host);
      join(host, 3 + i, addressOf(server));
      set(host, 'net/ipv4/conf/all/arp_ignore', '1');
      set(host, 'net/ipv4/conf/all/arp_announce', '2');
      host.ip('addr', 'add', `${virtualAddress}/32`, 'dev', 'lo');
      this.#servers.set(server, new Peer(host, './traffic-peer.js', 'direct', server));
    }
  }
}

function set(host: Namespace, name: string, value: string): void {
  host.within(() => writeFileSync(`/proc/sys/${name}`, value));
}
