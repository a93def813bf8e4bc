import assert from 'node:assert/strict';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import type {Notice} from '../../src/director/notices/notice.js';
import {parseAddress} from '../../src/net/address.js';
import {Switches} from '../directors/switches.js';
import {Namespace} from '../kernel/rtnetlink/namespace.js';
import {hookPort, layeredConf, noticesFile, type Schedules, servicePorts, virtualAddress} from './layered-conf.js';
import type {PortAsked} from './layered-peer.js';
import {Peer} from './peer.js';
import {StoryDirector} from './story-director.js';
import {TableWatch} from './table-watch.js';

/** A director and two real servers on a switch. */
export class LayeredSite {
  readonly #switches = new Switches(1);
  readonly #here = new Namespace();
  readonly #failing = new Namespace();
  readonly #other = new Namespace();
  readonly director = new StoryDirector(this.#here, '/run/story');
  readonly ports: Peer<PortAsked, object>;
  readonly #otherPorts: Peer<PortAsked, object>;
  /** What the web hook got. */
  readonly posted: Notice[] = [];
  readonly #hook = createServer((request, response) => {
    let text = '';
    request.on('data', piece => (text += piece));
    request.on('end', () => {
      this.posted.push(JSON.parse(text));
      response.end();
    });
  });

  constructor() {
    for (const [i, host] of [this.#here, this.#failing, this.#other].entries()) {
      this.#switches.connect(host, i + 1);
      host.batch(['link set eth0 up', `address add 10.0.0.${i + 1}/24 dev eth0`]);
    }
    this.#here.batch([`address add ${virtualAddress}/32 dev lo`]);
    this.#here.within(() => this.#hook.listen(hookPort));
    this.ports = new Peer(this.#failing, './layered-peer.js');
    this.#otherPorts = new Peer(this.#other, './layered-peer.js');
  }

  async begin(): Promise<readonly TableWatch[]> {
    await Promise.all([this.ports.begin(), this.#otherPorts.begin()]);
    this.director.configure(layeredConf());
    await this.director.start();
    const address = parseAddress(virtualAddress);
    assert.ok(address);
    const {ipvs} = await openIpvs(this.#here.kernel);
    return servicePorts.map(port => new TableWatch(ipvs, {type: 'address', protocol: 6, address, port}));
  }

  async reload(schedules: Schedules): Promise<void> {
    this.director.configure(layeredConf(schedules));
    assert.equal((await this.director.call('reload', {})).result, 'applied');
  }

  /** Its kernel stands still: nobody answers, and no link goes down. */
  stopKernel(): void {
    this.#switches.cut(2, 0);
  }

  continueKernel(): void {
    this.#switches.heal(2, 0);
  }

  /** It answers no echo request. */
  filterEcho(isOn: boolean): void {
    this.#failing.within(() => writeFileSync('/proc/sys/net/ipv4/icmp_echo_ignore_all', isOn ? '1' : '0'));
  }

  /** What comes from a port goes nowhere: whoever connects hears nothing. */
  silence(port: number, isOn: boolean): void {
    this.#failing.ip('rule', isOn ? 'add' : 'del', 'ipproto', 'tcp', 'sport', String(port), 'blackhole');
  }

  /** What the command of the notices got. */
  get told(): readonly Notice[] {
    if (!existsSync(noticesFile)) return [];
    return readFileSync(noticesFile, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line));
  }

  async remove(): Promise<void> {
    this.#hook.close();
    await Promise.all([this.ports.end(), this.#otherPorts.end(), this.director.remove()]);
    for (const one of [this.#switches, this.#here, this.#failing, this.#other]) one.remove();
  }
}
