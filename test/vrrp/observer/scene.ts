import assert from 'node:assert/strict';
import {type Address, type Family, parseAddress} from '../../../src/net/address.js';
import {parseMac} from '../../../src/net/mac.js';
import type {Advertisement} from '../../../src/vrrp/advertisement.js';
import {assess} from '../../../src/vrrp/findings/assess.js';
import type {InstanceState} from '../../../src/vrrp/findings/instance-view.js';
import type {DaemonReport, Hold, Knowledge, Uplink, Witness} from '../../../src/vrrp/findings/knowledge.js';
import type {Tracked, WantedInstance} from '../../../src/vrrp/findings/wanted-instance.js';
import type {DaemonFacts} from '../../../src/vrrp/observer/daemons.js';
import {parseFifoLine} from '../../../src/vrrp/observer/fifo-line.js';
import {newObservation, type Observation} from '../../../src/vrrp/observer/observation.js';
import type {ObserverEvent} from '../../../src/vrrp/observer/observer-event.js';
import {observerDeadline, stepObserver} from '../../../src/vrrp/observer/step-observer.js';
import {advertisementGroups} from '../../../src/vrrp/multicast.js';
import {passwordFromText} from '../../../src/vrrp/password.js';
import type {InterfaceAddress, Link, NetworkEvent} from '../../../src/vrrp/ports.js';
import type {RejectionCode} from '../../../src/vrrp/rejection.js';
import {describeFindings, describeTransition, describeViews} from './describe.js';

/** A host in a transcript: it takes lines, keeps time, and answers what is news. */
export class Scene {
  #observation: Observation = newObservation(0);
  readonly #wanted: WantedInstance[] = [];
  readonly #reports = new Map<string, DaemonReport>();
  readonly #holds = new Map<string, Hold>();
  readonly #uplinks: Uplink[] = [];
  readonly #witnesses: Witness[] = [];

  /** The lines of a block, all of them by their time; those without a time set the scene. */
  run(lines: readonly string[]): string[] {
    const timed: {at: number; words: string[]}[] = [];
    for (const line of lines) {
      const match = /^(\d+)(?:\.\.(\d+)\/(\d+))? (.*)$/.exec(line);
      if (!match) this.#want(line.split(' '));
      else
        for (let at = Number(match[1]); at <= Number(match[2] ?? match[1]); at += Number(match[3] ?? 1))
          timed.push({at, words: (match[4] as string).split(' ')});
    }
    // a clock that is set back is a block of its own
    return timed.toSorted((a, b) => a.at - b.at).flatMap(({at, words}) => this.#act(at, words));
  }

  #act(at: number, [verb, ...words]: readonly string[]): string[] {
    if (verb === 'late') return this.#perform(at, words as [string, ...string[]]); // the driver was held up
    return [...this.#clockUntil(at), ...this.#perform(at, [verb as string, ...words])];
  }

  /** What a driver does with its timer. */
  #clockUntil(at: number): string[] {
    const lines: string[] = [];
    for (let deadline = observerDeadline(this.#observation); deadline <= at; ) {
      lines.push(...this.#step({type: 'clock'}, Math.max(deadline, this.#observation.now)));
      const next = observerDeadline(this.#observation);
      assert.ok(next > deadline || next > this.#observation.now, 'the deadline is passed, and stays');
      deadline = next;
    }
    return lines;
  }

  #step(event: ObserverEvent, at: number): string[] {
    const [observation, transitions] = stepObserver(this.#observation, event, at);
    this.#observation = observation;
    return transitions.map(transition => `${at} ${describeTransition(transition, this.#nameOf)}`);
  }

  readonly #nameOf = (index: number) => this.#observation.network.links.get(index)?.link.name ?? nameOf(index);

  #perform(at: number, [verb, ...words]: readonly [string, ...string[]]): string[] {
    const knowledge: Knowledge = {
      observation: this.#observation,
      wanted: this.#wanted,
      reports: [...this.#reports.values()],
      holds: [...this.#holds.values()],
      uplinks: this.#uplinks,
      witnesses: this.#witnesses,
    };
    const [first, second, ...rest] = words as [string, string, ...string[]];
    switch (verb) {
      case 'view':
        return [`${at}`, ...describeViews(assess(knowledge, at).instances, at)];
      case 'findings':
        return [`${at}`, ...describeFindings(assess(knowledge, at).findings)];
      case 'deadline':
        return [`${at} deadline ${observerDeadline(this.#observation)}`];
      case 'report': {
        const {priority, transition, adjustments} = options(rest);
        this.#reports.set(first, {
          instance: first,
          readAt: at,
          state: second as DaemonReport['state'],
          effectivePriority: priority === undefined ? undefined : Number(priority),
          adjustments: adjustments?.split(',').map(item => {
            const [by, amount] = item.split('/');
            return {by: by as string, amount: Number(amount)};
          }),
          lastTransition: transition === undefined ? undefined : Number(transition),
        });
        return [];
      }
      case 'hold':
        this.#holds.set(first, {instance: first, since: at, reason: [second, ...rest].join(' ')});
        return [];
      case 'release':
        this.#holds.delete(first);
        return [];
      case 'unreachable':
        this.#uplinks.push({interface: first, target: address(second), isReachable: false, at, since: at});
        return [];
      case 'witness': {
        const {vrid = '51', address: own} = options(rest);
        this.#witnesses.push({
          host: first,
          addresses: [address(own as string)],
          family: 'ipv4',
          virtualRouter: Number(vrid),
          state: second as InstanceState,
          at,
        });
        return [];
      }
      default:
        return this.#step(eventOf(verb, words), at);
    }
  }

  #want([verb, name, ...words]: readonly string[]): void {
    assert.equal(verb, 'wanted');
    this.#wanted.push(wantedInstance(name as string, words));
  }
}

/** What a line `wanted` says. */
export function wantedInstance(name: string, words: readonly string[] = []): WantedInstance {
  const given = options(words);
  const list = (text: string | undefined) => (text ? text.split(',') : []);
  const wanted = (isExcluded: boolean) => (text: string) => ({
    address: address(text),
    interface: undefined,
    isExcluded,
  });
  return {
    name,
    daemon: 'keepalived',
    interface: given.interface ?? 'eth0',
    virtualRouter: Number(given.vrid ?? 51),
    family: given.addresses?.includes(':') ? 'ipv6' : 'ipv4',
    version: given.version === '3' ? 3 : 2,
    priority: Number(given.priority ?? 100),
    interval: Number(given.interval ?? 1000),
    addresses: [...list(given.addresses ?? '10.0.0.100').map(wanted(false)), ...list(given.excluded).map(wanted(true))],
    unicastPeers: given.peers === undefined ? undefined : list(given.peers).map(address),
    authentication: given.password ? {type: 'password', password: passwordFromText(given.password)} : {type: 'none'},
    ignoresAddressLists: false,
    preempts: !words.includes('nopreempt'),
    syncGroup: given.group,
    tracked: list(given.track).map(text => {
      const [kind, tracked, weight] = text.split('/') as [Tracked['kind'], string, string];
      return {kind, name: tracked, weight: Number(weight), isReversed: false};
    }),
  };
}

function eventOf(verb: string, words: readonly string[]): ObserverEvent {
  const [first, second, ...rest] = words as [string, string, ...string[]];
  switch (verb) {
    case 'listening':
    case 'deaf':
      return {
        type: 'listening',
        interface: indexOf(first),
        family: second as Family,
        isListening: verb === 'listening',
      };
    case 'advert':
      return advertisementOf(first, address(second), options(rest));
    case 'rejected':
      return {type: 'rejection', interface: indexOf(first), family: 'ipv4', code: second as RejectionCode};
    case 'carp':
      return {type: 'carp', interface: indexOf(first), family: 'ipv4', virtualHost: Number(second)};
    case 'claim': {
      const mac = parseMac(rest[0] as string);
      assert.ok(mac);
      return {type: 'claim', interface: indexOf(first), address: address(second), mac, isAnswer: rest[1] === 'answer'};
    }
    case 'daemon':
      return {type: 'daemon', name: first, facts: factsOf(second, Number(rest[0]))};
    case 'fifo':
      return {type: 'fifo', line: parseFifoLine(words.join(' ')), isBacklog: false};
    case 'waiting-fifo':
      return {type: 'fifo', line: parseFifoLine(words.join(' ')), isBacklog: true};
    case 'clock':
      return {type: 'clock'};
    default:
      return {type: 'network', event: networkEventOf(verb, words)};
  }
}

function networkEventOf(verb: string, words: readonly string[]): NetworkEvent {
  const [first, second] = words as [string, string];
  switch (verb) {
    case 'snapshot': {
      const links = words.filter(word => word.includes('=')).map(word => word.split('=') as [string, string]);
      const addresses = words.filter(word => word.includes('@')).map(word => word.split('@') as [string, string]);
      return {
        type: 'snapshot',
        state: {
          links: links.map(([name, state]) => link(name, state === 'up')),
          addresses: addresses.map(([text, name]) => interfaceAddress(name, text)),
        },
      };
    }
    case 'gap':
      return {type: 'gap'};
    case 'link':
      return {type: second === 'gone' ? 'link-gone' : 'link-changed', link: link(first, second === 'up')};
    case 'add':
      return {type: 'address-added', address: interfaceAddress(first, second)};
    case 'delete':
      return {type: 'address-removed', address: interfaceAddress(first, second)};
    default:
      assert.fail(`no such line: ${verb}`);
  }
}

function advertisementOf(name: string, source: Address, given: Record<string, string>): ObserverEvent {
  const family = source.family;
  const common = {
    virtualRouter: Number(given.vrid ?? 51),
    priority: Number(given.priority ?? 100),
    interval: Number(given.interval ?? 1000),
    addresses: (given.addresses ?? (family === 'ipv4' ? '10.0.0.100' : 'fe80::100')).split(',').map(address),
  };
  const isThree = given.version === '3' || family === 'ipv6';
  const advertisement: Advertisement = isThree
    ? {version: 3, ...common, checksum: 'pseudo-header'}
    : {
        version: 2,
        ...common,
        authentication: given.password
          ? {type: 'password', password: passwordFromText(given.password)}
          : {type: 'none'},
      };
  const destination = given.to ? address(given.to) : advertisementGroups[family];
  return {type: 'advertisement', interface: indexOf(name), source, destination, advertisement, hasTrailer: false};
}

function factsOf(state: string, pid: number): DaemonFacts {
  if (state === 'running') return {state, pid, startedAt: undefined};
  return state === 'stopped' ? {state, pid} : {state: 'gone'};
}

function options(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words
      .filter(word => word.includes('='))
      .map(word => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  assert.ok(parsed, text);
  return parsed;
}

/** eth0 is 2, for lo is 1. */
function indexOf(name: string): number {
  return name === 'lo' ? 1 : Number(name.slice(3)) + 2;
}

function nameOf(index: number): string {
  return index === 1 ? 'lo' : `eth${index - 2}`;
}

export function link(name: string, isRunning: boolean): Link {
  return {
    index: indexOf(name),
    name,
    mac: undefined,
    mtu: 1500,
    isUp: true,
    isRunning,
    hasCarrier: isRunning,
    isLoopback: name === 'lo',
    operationalState: isRunning ? 'up' : 'down',
    master: undefined,
    parent: undefined,
    kind: undefined,
  };
}

export function interfaceAddress(name: string, text: string): InterfaceAddress {
  return {
    interface: indexOf(name),
    address: address(text),
    prefixLength: 24,
    peer: undefined,
    broadcast: undefined,
    label: undefined,
    scope: 0,
    flags: [],
    protocol: undefined,
  };
}
