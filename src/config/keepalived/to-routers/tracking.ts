import type {
  Tracked as OurTracked,
  TrackedFile,
  TrackedProcess,
  TrackedScript,
  TrackingSettings,
} from '../../../vrrp/router/configuration.js';
import type {Node} from '../block-tree.js';
import type {TrackProcess, Tracked, Tracking, VrrpConfiguration} from '../vrrp/vrrp-configuration.js';
import type {Commands} from './commands.js';
import type {Findings} from './findings.js';
import {childrenOf} from './lines.js';

/** What can be tracked, and who tracks what of it. */
export class Trackables {
  /** Those that were asked for; undefined where they cannot be run. */
  readonly #scripts = new Map<string, TrackedScript | undefined>();
  readonly #used = {file: new Set<string>(), process: new Set<string>()};

  constructor(
    private readonly vrrp: VrrpConfiguration,
    private readonly findings: Findings,
    private readonly commands: Commands,
  ) {}

  /** @param link its own, which is tracked anyway */
  settingsOf(tracking: Tracking, link?: string): TrackingSettings {
    for (const {place, name} of tracking.bfd)
      this.findings.refuse(place, `track_bfd ${name}`, {
        keepalived: 'follows the BFD session',
        lvsctl: 'has no BFD',
        advice: 'take it out, and shorten advert_int instead',
      });
    const use = (kind: 'file' | 'process'): readonly OurTracked[] => {
      for (const {name} of tracking[kind]) this.#used[kind].add(name);
      return tracking[kind].map(plain);
    };
    return {
      interfaces: tracking.interface.filter(({name}) => name !== link).map(plain),
      scripts: tracking.script.filter(({name}) => this.#scriptOf(name)).map(plain),
      files: use('file'),
      processes: use('process'),
    };
  }

  get scripts(): readonly TrackedScript[] {
    return this.vrrp.scripts.flatMap(({name}) => this.#scripts.get(name) ?? []);
  }

  #scriptOf(name: string): TrackedScript | undefined {
    if (this.#scripts.has(name)) return this.#scripts.get(name);
    const script = this.vrrp.scripts.find(each => each.name === name);
    const taken = script && this.commands.take(script.command, script.place, true);
    const {interval = 0, timeout = 0, rise = 1, fall = 1, isDownAtFirst = false} = script ?? {};
    const found = taken && {name, ...taken, interval, timeout, rise, fall, isDownAtFirst};
    this.#scripts.set(name, found);
    return found;
  }

  get files(): readonly TrackedFile[] {
    return this.vrrp.trackFiles
      .filter(({name}) => this.#used.file.has(name))
      .map(({name, file, init}) => ({name, file, initial: init}));
  }

  processes(tree: readonly Node[]): readonly TrackedProcess[] {
    const {process: names} = this.#used;
    const used = this.vrrp.trackProcesses.filter(({name}) => names.has(name));
    for (const each of used) this.#checkProcess(each, tree);
    return used.map(({name, process, quorum, mostQuorum}) => ({name, process, quorum, mostQuorum}));
  }

  #checkProcess({name, place, match, forkDelay, terminateDelay}: TrackProcess, tree: readonly Node[]): void {
    const at = (keyword: RegExp) =>
      childrenOf(tree, 'vrrp_track_process', name).find(({words}) => keyword.test(words[0]?.text ?? ''))?.words[0] ??
      place;
    if (match !== 'none')
      this.findings.refuse(at(/^(param_match|full_command|process)$/), `parameters of the process "${name}"`, {
        keepalived: 'counts processes with these parameters',
        lvsctl: 'knows processes by their names only',
        advice: 'track it with a vrrp_script',
      });
    if (forkDelay > 0 || terminateDelay > 0)
      this.findings.warn(at(/delay$/), `a delay of the process "${name}"`, {
        keepalived: 'waits before a start or an end counts',
        lvsctl: 'counts it at once',
        advice: 'take it out',
      });
  }
}

function plain({name, weight, isReversed}: Tracked): OurTracked {
  return {name, weight, isReversed};
}
