import {type Address, formatAddress, parseAddress} from '../../../src/net/address.js';
import {mac} from '../../../src/net/mac.js';
import {EmbeddedNetwork} from '../../../src/kernel/packet/embedded-network.js';
import {EmbeddedPacketPort} from '../../../src/kernel/packet/embedded-packet-port.js';
import {EmbeddedSegment, type Station} from '../../../src/kernel/packet/embedded-segment.js';
import type {Link} from '../../../src/vrrp/ports.js';
import {Speaker} from '../../../src/vrrp/speaker/speaker.js';
import type {RouterStatus, SpeakerReport} from '../../../src/vrrp/speaker/speaker-report.js';
import type {SpeakerWorld} from '../../../src/vrrp/speaker/speaker-world.js';

interface Timer {
  readonly at: number;
  readonly call: () => void;
  readonly host: VirtualHost | undefined;
}

/** Hosts on one segment, and a clock that goes only when it is told to. */
export class VirtualSegment {
  readonly segment = new EmbeddedSegment(0);
  readonly hosts: VirtualHost[] = [];
  now = 0;
  readonly #timers = new Set<Timer>();

  constructor() {
    this.segment.path = () => 0.1;
  }

  join(...addresses: readonly string[]): VirtualHost {
    const host = new VirtualHost(this, this.hosts.length + 1, addresses);
    this.hosts.push(host);
    return host;
  }

  after(delay: number, call: () => void, host?: VirtualHost): () => void {
    const timer = {at: this.now + delay, call, host};
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets time pass: from what happens to what happens next. */
  async pass(time: number): Promise<void> {
    const end = this.now + time;
    for (let turns = 0; turns < 1_000_000; turns++) {
      for (let i = 0; i < 10; i++) await Promise.resolve();
      const timers = [...this.#timers].filter(({host}) => !host?.isStopped);
      const next = Math.min(this.segment.nextDelivery ?? Number.POSITIVE_INFINITY, ...timers.map(({at}) => at));
      if (next > end) {
        this.now = end;
        this.segment.advance(end);
        return;
      }
      this.now = Math.max(this.now, next);
      this.segment.advance(this.now);
      for (const timer of timers) if (timer.at <= this.now && this.#timers.delete(timer)) timer.call();
    }
    throw new Error('time does not pass');
  }

  /** As pass, until something has come to its end. */
  async settle<T>(promise: Promise<T>, within = 10_000): Promise<T> {
    const progress = {isOver: false};
    const end = () => (progress.isOver = true);
    promise.then(end, end);
    for (let time = 0; time < within && !progress.isOver; time++) await this.pass(1);
    if (!progress.isOver) throw new Error(`it did not settle within ${within} ms`);
    return promise;
  }
}

/** A host with a speaker. */
export class VirtualHost {
  readonly network: EmbeddedNetwork;
  readonly station: Station;
  readonly packets: EmbeddedPacketPort;
  readonly speaker: Speaker;
  readonly reports: SpeakerReport[] = [];
  /** SIGSTOP: neither its clock nor its packets reach it. */
  isStopped = false;
  #missed: (() => void)[] = [];

  constructor(
    readonly street: VirtualSegment,
    number: number,
    addresses: readonly string[],
  ) {
    this.station = street.segment.join(mac(0x020000000000 + number), []);
    this.network = new EmbeddedNetwork(
      {links: [linkOf(this.station)], addresses: addresses.map(text => ownAddress(parseAddress(text) as Address))},
      new Map([[2, this.station]]),
    );
    this.packets = new EmbeddedPacketPort(new Map([[2, {segment: street.segment, station: this.station}]]));
    const {receive} = this.station;
    this.station.receive = (...arrival) => {
      if (this.isStopped) this.#missed.push(() => receive(...arrival));
      else receive(...arrival);
    };
    this.speaker = new Speaker(this.world, report => this.reports.push(report));
  }

  get world(): SpeakerWorld {
    return {
      packets: this.packets,
      network: this.network,
      clock: () => this.street.now,
      after: (delay, call) => this.street.after(delay, call, this),
      isRouter: () => true,
    };
  }

  /** SIGCONT: what has come meanwhile is there, a little after the clock. */
  goOn(): void {
    this.isStopped = false;
    const missed = this.#missed;
    this.#missed = [];
    this.street.after(1, () => missed.forEach(receive => void receive()));
  }

  status(name = 'VI_1'): RouterStatus {
    const found = this.speaker.status().routers.find(router => router.name === name);
    if (!found) throw new Error(`no router ${name}`);
    return found;
  }

  /** What was reported since it was last asked, in short. */
  said(): string[] {
    return this.reports.splice(0).map(wordsOf);
  }

  async addresses(): Promise<string[]> {
    return (await this.network.read()).addresses.map(({address}) => formatAddress(address));
  }
}

function wordsOf(report: SpeakerReport): string {
  switch (report.type) {
    case 'entered':
      return `${report.at} ${report.router} ${report.state}: ${report.cause.type}`;
    case 'group-entered':
      return `${report.at} group ${report.group} ${report.state}`;
    case 'priority':
      return `${report.at} ${report.router} priority ${report.priority}`;
    case 'rival':
      return `${report.at} ${report.router} rival ${formatAddress(report.source)}`;
    case 'handover':
      return `${report.at} ${report.router} ${report.stage}: ${report.words}`;
    case 'problem':
      return `${report.at} ${report.router ?? 'host'} problem: ${report.words}`;
  }
}

function linkOf({mac: station}: Station): Link {
  return {
    index: 2,
    name: 'eth0',
    mac: station,
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
}

function ownAddress(address: Address) {
  return {
    interface: 2,
    address,
    prefixLength: address.family === 'ipv4' ? 24 : 64,
    peer: undefined,
    broadcast: undefined,
    label: undefined,
    scope: address.family === 'ipv4' ? 0 : 253,
    flags: ['permanent'] as const,
    protocol: undefined,
  };
}
