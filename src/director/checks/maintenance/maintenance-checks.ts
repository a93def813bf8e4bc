import {checkKey} from '../../../checks/check-key.js';
import type {Check, CheckSchedule} from '../../../checks/check.js';
import type {PoolSettings} from '../../../checks/health/settings.js';
import type {Probe} from '../../../checks/probe/probe.js';
import type {Verdict} from '../../../checks/probe/verdict.js';
import type {Watch} from '../../../checks/runner/watched-tries.js';
import type {PoolConfiguration, PoolServer} from '../../../config/pools/pool-configuration.js';
import {escapeControls} from '../../../ipvs/outside-text.js';
import type {Address} from '../../../net/address.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import {serverKey} from '../find-servers.js';
import {MaintenanceFolder, type MaintenanceWorld} from './maintenance-folder.js';

/** What happens in the folder counts at once, whatever failurecount says. */
const atOnce: CheckSchedule = {
  interval: 0,
  fall: 1,
  rise: 1,
  retryDelay: 0,
  warmup: 0,
  startsDown: false,
  tellsAllFailures: false,
};

interface Maintained {
  readonly address: Address;
  readonly port: number;
  /** Whoever waits for its check. */
  onVerdict: ((verdict: Verdict) => void) | undefined;
  /** As it was told last. */
  words: string | undefined;
}

/**
 * Where there is a maintenance folder each server has one more check: that no file in it is named for it. What it finds
 * is health's as any other: the quorum and the sorry server follow; who is told of it is not.
 */
export class MaintenanceChecks {
  readonly #folder: MaintenanceFolder;
  /** By the key of their check. */
  #servers: ReadonlyMap<string, Maintained> = new Map();
  /** By serverKey. */
  #members: ReadonlyMap<string, Maintained> = new Map();

  constructor(world: MaintenanceWorld) {
    this.#folder = new MaintenanceFolder(world, () => this.#compare());
  }

  /** Keys of the checks that are ours. */
  get keys(): ReadonlySet<string> {
    return new Set(this.#servers.keys());
  }

  /** Settings with these checks in them. */
  configure({maintenanceFolder: folder, pools}: PoolConfiguration, settings: readonly PoolSettings[]) {
    const before = this.#servers;
    const servers = new Map<string, Maintained>();
    const members = new Map<string, Maintained>();
    this.#servers = servers;
    this.#members = members;
    this.#folder.configure(folder);
    if (folder === undefined) return settings;
    return settings.map((pool, i) => {
      const checked = pool.members.map((member, k) => {
        const {address, port} = placeOf(pools[i]?.servers[k] as PoolServer);
        const check = checkOf(folder, address, port);
        const key = checkKey(check);
        const maintained = servers.get(key) ?? before.get(key) ?? newMaintained(address, port);
        servers.set(key, maintained);
        members.set(serverKey(pool.name, member.name), maintained);
        return {...member, checks: [...member.checks, check]};
      });
      return {...pool, members: checked};
    });
  }

  /** Undefined where it is none of these checks. */
  watch(probe: Probe): Watch | undefined {
    if (this.#servers.size === 0 || probe.type !== 'file') return undefined;
    const maintained = this.#servers.get(checkKey({probe, schedule: atOnce}));
    if (!maintained) return undefined;
    return onVerdict => {
      maintained.onVerdict = onVerdict;
      maintained.words = undefined;
      queueMicrotask(() => this.#tell(maintained));
      return () => {
        maintained.onVerdict = undefined;
      };
    };
  }

  /** `server in maintenance: new disk`; undefined: it is not. */
  wordsOf(pool: string, member: string): string | undefined {
    const maintained = this.#members.get(serverKey(pool, member));
    const reason = maintained && this.#folder.reasonFor(maintained.address, maintained.port);
    return reason === undefined ? undefined : wordsOf(reason);
  }

  close(): void {
    this.#folder.close();
  }

  #compare(): void {
    for (const maintained of this.#servers.values()) this.#tell(maintained);
  }

  #tell(maintained: Maintained): void {
    const {address, port, onVerdict} = maintained;
    if (!onVerdict) return;
    const reason = this.#folder.reasonFor(address, port);
    const words = reason === undefined ? 'no file is named for it' : capitalized(wordsOf(reason));
    if (words === maintained.words) return;
    maintained.words = words;
    const about = {words, latency: 0};
    onVerdict(reason === undefined ? {type: 'up', ...about} : {type: 'down', layer: 'L7', isSilence: false, ...about});
  }
}

/** A file that is there says 1, as it were. */
function checkOf(folder: string, address: Address, port: number): Check {
  const path = `${folder}/${formatEndpoint({address, port})}`;
  return {probe: {type: 'file', path, weight: 0, isReversed: false}, schedule: atOnce};
}

function newMaintained(address: Address, port: number): Maintained {
  return {address, port, onVerdict: undefined, words: undefined};
}

function placeOf({host, destinations: [first]}: PoolServer): {readonly address: Address; readonly port: number} {
  return {address: host, port: first?.port ?? 0};
}

function wordsOf(reason: string): string {
  return `server in maintenance${reason === '' ? '' : `: ${escapeControls(reason)}`}`;
}

function capitalized(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
