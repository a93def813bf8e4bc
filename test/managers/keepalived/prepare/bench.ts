import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {LinuxPacketPort} from '../../../../src/kernel/packet/linux-packet-port.js';
import {RtnetlinkClient} from '../../../../src/kernel/rtnetlink/rtnetlink-client.js';
import type {Machine} from '../../../../src/managers/machine.js';
import type {PrepareTarget} from '../../../../src/managers/keepalived/prepare/prepare-target.js';
import type {RouterWorld} from '../../../../src/managers/router-world.js';
import {openThisMachine} from '../../../../src/this-machine.js';
import {type Address, parseAddress} from '../../../../src/net/address.js';
import {encodeAdvertisement} from '../../../../src/vrrp/encode-advertisement.js';
import {encodeIpv4Packet} from '../../../../src/vrrp/ipv4-packet.js';
import {eventually} from '../../../directors/eventually.js';
import {Keepalived} from '../../../directors/keepalived.js';
import {Namespace} from '../../../kernel/rtnetlink/namespace.js';

/** A host with a keepalived of its own, and everything that prepare writes in a folder of its own. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'lvsctl-prepare-'));
  readonly namespace = new Namespace();
  /** Where another router can be. */
  readonly peer = new Namespace();
  readonly keepalived: Keepalived;
  readonly world: RouterWorld;
  readonly #machine: Machine;

  /** @param wrap a machine in which something goes wrong */
  constructor(wrap: (machine: Machine) => Machine = machine => machine) {
    const {namespace, folder} = this;
    namespace.connect('eth0', this.peer, 'eth0');
    namespace.ip('addr', 'add', '10.0.0.250/24', 'dev', 'eth0');
    this.peer.ip('addr', 'add', '10.0.0.251/24', 'dev', 'eth0');
    mkdirSync(join(folder, 'etc'));
    this.keepalived = new Keepalived(namespace, join(folder, 'etc'));
    const inside = namespace.within(() => openThisMachine(namespace.receiver));
    this.#machine = wrap({
      ...inside,
      run: (program, words, options) => inside.run('ip', ['netns', 'exec', namespace.name, program, ...words], options),
    });
    const packets = new LinuxPacketPort(namespace.receiver);
    const network = new RtnetlinkClient(namespace.kernel);
    this.world = {
      packets: {
        ...packets,
        close: () => packets.close(),
        openVrrp: options => namespace.within(() => packets.openVrrp(options)),
      } as typeof packets,
      network,
      machine: this.#machine,
      clock: () => performance.timeOrigin + performance.now(),
      after(delay, call) {
        const timer = setTimeout(call, delay);
        return () => clearTimeout(timer);
      },
      stateFolder: join(folder, 'state'),
      runFolder: this.runFolder,
      host: 'director1',
      user: 'root',
      remoteShell: ['false'],
      async close() {
        network.close();
        await packets.close();
      },
    };
  }

  get runFolder(): string {
    return join(this.folder, 'run');
  }

  get fileFolder(): string {
    return join(this.runFolder, 'keepalived');
  }

  target(): PrepareTarget {
    const pid = this.#pid();
    return {
      configPath: this.keepalived.configuration,
      configId: undefined,
      program: 'keepalived',
      parent: pid === undefined ? undefined : this.#machine.process(pid),
      fileFolder: this.fileFolder,
      bootEntryPath: join(this.folder, 'tmpfiles.conf'),
    };
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, 'etc', name), text);
  }

  /** Every file of the configuration with its mode; pid files and the log are none. */
  files(): Record<string, string> {
    const names = readdirSync(join(this.folder, 'etc'), {recursive: true, encoding: 'utf8'});
    const found = names
      .map(name => [name, join(this.folder, 'etc', name)] as const)
      .filter(([name, path]) => statSync(path).isFile() && !/\.(pid|log)$/.test(name));
    return Object.fromEntries(
      found.sort().map(([name, path]) => [name, `${statSync(path).mode.toString(8)} ${readFileSync(path, 'latin1')}`]),
    );
  }

  /** Those of the virtual routers. */
  addresses(): string[] {
    const text = execFileSync('ip', ['-n', this.namespace.name, '-o', 'addr', 'show'], {encoding: 'utf8'});
    return [...text.matchAll(/inet (10\.0\.0\.\d+)\/32/g)].map(([, address]) => address as string).sort();
  }

  async has(...addresses: readonly string[]): Promise<void> {
    await eventually(
      () => this.addresses().join() === addresses.join(),
      () => `${this.addresses().join()} instead of ${addresses.join()}: ${this.keepalived.log}`,
    );
  }

  /** One advertisement of another master, of lower priority. */
  async hearOther(virtualRouter: number): Promise<void> {
    const port = new LinuxPacketPort(this.peer.receiver);
    const route = {
      source: parseAddress('10.0.0.251') as Address,
      destination: parseAddress('224.0.0.18') as Address,
    };
    const payload = encodeAdvertisement(
      {version: 3, virtualRouter, priority: 100, interval: 100, addresses: [], checksum: 'pseudo-header'},
      route,
    );
    const packet = encodeIpv4Packet(
      {...route, protocol: 112, hopLimit: 255, payload},
      {typeOfService: 0xc0, identification: 1},
    );
    const options = {interface: this.peer.indexOf('eth0'), family: 'ipv4'} as const;
    assert.equal(this.peer.within(() => port.openVrrp(options)).send(packet, route.destination), 'sent');
    await port.close();
  }

  async start(): Promise<void> {
    await this.keepalived.start();
  }

  async stop(): Promise<void> {
    this.keepalived.stop();
    await eventually(
      () => this.#pid() === undefined,
      () => 'keepalived does not end',
    );
  }

  async remove(): Promise<void> {
    await this.world.close();
    await this.keepalived.remove();
    this.namespace.remove();
    this.peer.remove();
    rmSync(this.folder, {recursive: true});
  }

  #pid(): number | undefined {
    try {
      return Number(readFileSync(this.keepalived.pidFile, 'utf8'));
    } catch {
      return undefined;
    }
  }
}

/** A virtual router that is master soon: alone, with ten advertisements a second. */
export function instance(number: number, more = ''): string {
  return `vrrp_instance VI_${number} {
  interface eth0
  version 3
  advert_int 0.1
  priority 200
  virtual_router_id ${number}
  virtual_ipaddress {
    10.0.0.${number}
  }
${more}}
`;
}
