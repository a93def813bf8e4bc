import type {Adjustment} from '../findings/knowledge.js';
import {type Address, formatAddress} from '../../net/address.js';
import type {TrackedValues} from '../speaker/speaker-control.js';
import {
  type GroupSettings,
  noTracking,
  type RouterSettings,
  type Tracked,
  type TrackingSettings,
} from './configuration.js';
import type {Circumstances} from './router.js';

/** What is the case on this host, as far as a virtual router depends on it. */
export interface RouterFacts {
  /** By their names; one that is not in it is missing. */
  readonly links: ReadonlyMap<string, {readonly isRunning: boolean}>;
  readonly values: TrackedValues;
  /** Of the router, or else of its sync group. */
  readonly hold: 'master' | 'backup' | undefined;
  /** Where it sends from; undefined where there is no such address. */
  readonly address: Address | undefined;
}

export interface EffectiveCircumstances {
  readonly circumstances: Circumstances;
  /** What makes the difference between the configured priority and the effective one: `script check fails`, -20. */
  readonly adjustments: readonly Adjustment[];
}

/** What one tracked thing does. */
type Effect = {readonly fault: string} | {readonly words: string; readonly amount: number};

const ownerPriority = 255;
/** keepalived's VRRP_PRIO_OWNER: a file that lowers the priority by as much is a fault. */
const leastOfFile = -254;
const mostOfFile = 253;

/** keepalived's faults and weights (vrrp_track.c): what a virtual router becomes of all that is tracked for it. */
export function effectiveCircumstances(
  settings: RouterSettings,
  group: GroupSettings | undefined,
  facts: RouterFacts,
): EffectiveCircumstances {
  const isOwner = settings.priority === ownerPriority;
  const own = group ? each(settings.tracking, unweighted) : settings.tracking;
  const effects = [own, group?.tracking ?? noTracking].flatMap(tracking =>
    effectsOf(isOwner ? each(tracking, faultsOnly) : tracking, settings, facts),
  );
  const faults = [...linkFaults(settings, facts), ...effects.flatMap(one => ('fault' in one ? [one.fault] : []))];
  const changes = effects.flatMap(one => ('amount' in one && one.amount !== 0 ? [one] : []));
  const total = changes.reduce((sum, {amount}) => sum + amount, settings.priority);
  const priority = isOwner ? ownerPriority : clamp(total, 1, 254);
  return {
    circumstances: {address: facts.address, priority, faults: [...new Set(faults)], hold: facts.hold},
    adjustments: changes.map(({words, amount}) => ({by: words, amount})),
  };
}

function each(
  {interfaces, scripts, files, processes}: TrackingSettings,
  change: (tracked: readonly Tracked[]) => readonly Tracked[],
): TrackingSettings {
  return {
    interfaces: change(interfaces),
    scripts: change(scripts),
    files: change(files),
    processes: change(processes),
  };
}

/** In a sync group the members have one fate: what would change the priority of one is a fault of all. */
function unweighted(tracked: readonly Tracked[]): readonly Tracked[] {
  return tracked.map(one => ({...one, weight: 0}));
}

/** RFC 9568 §5.2.4: an owner has 255, whatever happens. */
function faultsOnly(tracked: readonly Tracked[]): readonly Tracked[] {
  return tracked.filter(({weight}) => weight === 0);
}

function linkFaults(settings: RouterSettings, {links, address}: RouterFacts): readonly string[] {
  const {interface: name, family, source} = settings;
  const link = links.get(name);
  if (!link?.isRunning) return [linkWords(name, link)];
  if (address) return [];
  if (source) return [`this host has no address ${formatAddress(source)} to send from`];
  return [`link ${name} has no ${family === 'ipv4' ? 'IPv4' : 'link-local IPv6'} address to send from`];
}

function effectsOf(tracking: TrackingSettings, settings: RouterSettings, {links, values}: RouterFacts): Effect[] {
  const others = tracking.interfaces.filter(({name}) => name !== settings.interface); // its own is tracked anyway
  return [
    ...others.map(one =>
      effectOf(one, links.get(one.name)?.isRunning ?? false, linkWords(one.name, links.get(one.name))),
    ),
    ...tracking.scripts.map(one => {
      const succeeds = known(values.scripts, one.name);
      return effectOf(one, succeeds, `script ${one.name} ${verb(succeeds, 'succeeds', 'fails')}`);
    }),
    ...tracking.files.map(one => fileEffect(one, known(values.files, one.name))),
    ...tracking.processes.map(one => {
      const runs = known(values.processes, one.name);
      return effectOf(one, runs, `process ${one.name} ${verb(runs, 'runs as it should', 'does not run as it should')}`);
    }),
  ];
}

/** @param value undefined: not known yet, and that is bad, however it is counted (keepalived's SCRIPT_STATE_INIT) */
function effectOf({weight, isReversed}: Tracked, value: boolean | undefined, words: string): Effect {
  const isGood = value !== undefined && value !== isReversed;
  if (weight === 0) return isGood ? {words, amount: 0} : {fault: words};
  return {words, amount: isGood === weight > 0 ? weight : 0};
}

/** process_update_track_file_status() of keepalived's vrrp_track.c. */
function fileEffect({name, weight, isReversed}: Tracked, value: number | undefined): Effect {
  if (value === undefined) {
    const words = `file ${name} has not been read yet`;
    return weight === 0 ? {fault: words} : {words, amount: 0};
  }
  const words = `file ${name} is ${value}`;
  if (weight === 0) return (value !== 0) === isReversed ? {words, amount: 0} : {fault: words};
  const amount = clamp(value * weight * (isReversed ? -1 : 1), leastOfFile, mostOfFile);
  return amount === leastOfFile ? {fault: words} : {words, amount};
}

function linkWords(name: string, link: {readonly isRunning: boolean} | undefined): string {
  return link ? `link ${name} is ${link.isRunning ? 'up' : 'down'}` : `link ${name} is missing`;
}

function verb(value: boolean | undefined, good: string, bad: string): string {
  return value === undefined ? 'is not known yet' : value ? good : bad;
}

function known<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined; // names are from outside
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
