import {type Address, ipv4} from '../../../../src/net/address.js';
import type {Milliseconds, Version} from '../../../../src/vrrp/intervals.js';
import type {Rules} from '../../../../src/vrrp/router/router.js';
import type {Chance} from '../../../parity/seed.js';

/** Hosts and virtual routers, as chance has them. */
export interface Site {
  readonly hosts: readonly HostPlan[];
  readonly virtualRouters: readonly VirtualRouter[];
  /** What is master as one: a sync group, or a virtual router without. */
  readonly units: readonly Unit[];
  readonly segments: number;
  /** A loop: hosts hear themselves, too. */
  readonly hasEcho: boolean;
  readonly shortest: Milliseconds;
  readonly longest: Milliseconds;
}

export interface VirtualRouter {
  readonly name: string;
  readonly segment: number;
  readonly version: Version;
  readonly group: string | undefined;
}

export interface Unit {
  readonly routers: readonly string[];
  /** Within so long a backup that hears nobody takes over. */
  readonly down: Milliseconds;
  /** And after a goodbye within so long. */
  readonly skew: Milliseconds;
  readonly preemptDelay: Milliseconds;
  readonly longest: Milliseconds;
}

export interface HostPlan {
  readonly index: number;
  /** Its clock against that of the site: no host knows another's. */
  readonly ahead: Milliseconds;
  readonly rules: ReadonlyMap<string, Rules>;
  /** One for all of a sync group: crossed ones never come to rest. */
  readonly priorities: ReadonlyMap<string, number>;
}

/** Greater with the host's number on every segment: of equal priorities, too, one order holds for all of a sync group. */
export function addressOf(host: number, segment: number): Address {
  return ipv4(0x0a000001 + segment * 256 + host);
}

export const priorities = [1, 50, 100, 100, 100, 150, 200, 253, 254] as const;

export function planSite(dice: Chance): Site {
  const base = dice.pick([10, 10, 20, 50, 100, 200, 500, 1000]);
  const segments = 1 + dice.below(2);
  const isGrouped = dice.happens(0.5);
  const silent = dice.pick([[3], [3], [3], [1], [2, 3, 5]]);
  const count = isGrouped ? 2 + dice.below(2) : 1 + dice.below(3);
  const virtualRouters = Array.from({length: count}, (_, index): VirtualRouter => {
    const version: Version = base === 1000 && dice.happens(0.5) ? 2 : 3;
    const group = isGrouped && index < 2 + dice.below(2) ? 'G' : undefined;
    return {name: `R${index}`, segment: dice.below(segments), version, group};
  });
  const companies = companiesOf(virtualRouters);
  const factors = dice.happens(0.3) ? [0.5, 1, 1, 2, 5] : [1];
  const hosts = Array.from({length: 2 + dice.below(dice.happens(0.3) ? 4 : 2)}, (_, index): HostPlan => {
    const rules = new Map<string, Rules>();
    const own = new Map<string, number>();
    for (const company of companies) {
      const preempts = dice.happens(0.7);
      const preemptDelay = dice.happens(0.25) ? dice.pick([1, 3, 6]) * base : 0;
      const priority = dice.happens(0.05) ? 255 : dice.pick(priorities);
      for (const {name, version} of company) {
        own.set(name, priority);
        rules.set(name, {
          version,
          interval: version === 2 ? base : Math.max(10, base * dice.pick(factors)),
          silentIntervals: dice.pick(silent),
          preempts,
          preemptDelay,
          answersLower: dice.happens(0.8),
          announcing: {
            again: dice.pick([0, 5 * base]),
            refresh: dice.pick([0, 0, 7 * base]),
            rival: dice.pick([0, 5 * base]),
          },
        });
      }
    }
    return {index, ahead: dice.below(1_000_000), rules, priorities: own};
  });
  const intervals = hosts.flatMap(({rules}) => [...rules.values()].map(({interval}) => interval));
  return {
    hosts,
    virtualRouters,
    units: companies.map(company => unitOf(company, hosts)),
    segments,
    hasEcho: dice.happens(0.15),
    shortest: Math.min(...intervals),
    longest: Math.max(...intervals),
  };
}

function companiesOf(virtualRouters: readonly VirtualRouter[]): readonly (readonly VirtualRouter[])[] {
  const grouped = virtualRouters.filter(({group}) => group !== undefined);
  const alone = virtualRouters.filter(({group}) => group === undefined);
  return [...(grouped.length > 0 ? [grouped] : []), ...alone.map(one => [one])];
}

function unitOf(company: readonly VirtualRouter[], hosts: readonly HostPlan[]): Unit {
  let [down, skew, preemptDelay, longest] = [0, 0, 0, 0];
  for (const {name, version} of company) {
    const rules = hosts.map(host => host.rules.get(name) as Rules);
    const interval = Math.max(...rules.map(one => one.interval)); // each may have learnt that of any other
    const ofVersion = version === 2 ? 1000 : interval;
    const silent = Math.max(...rules.map(one => one.silentIntervals));
    down = Math.max(down, silent * interval + ofVersion);
    skew = Math.max(skew, ofVersion);
    preemptDelay = Math.max(preemptDelay, ...rules.map(one => one.preemptDelay));
    longest = Math.max(longest, interval);
  }
  return {routers: company.map(({name}) => name), down, skew, preemptDelay, longest};
}
