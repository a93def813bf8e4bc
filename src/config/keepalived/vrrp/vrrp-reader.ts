import type {GlobalDefinitions} from '../globals/global-definitions.js';
import type {Word} from '../text/words.js';
import {type Context, hasInterface, required} from '../walk/context.js';
import {
  booleanOf,
  type Entry,
  flagOf,
  hasItems,
  keywordOf,
  listsOf,
  nameOf,
  type Section,
  weightOf,
} from '../walk/section.js';
import type {BlockReader} from '../walk/walk.js';
import {notifyOf} from './complete-instance.js';
import type {InstanceDraft} from './instance-draft.js';
import {readVirtualAddress} from './read-address.js';
import {readGarpGroup} from './read-garp-group.js';
import {readInstance} from './read-instance.js';
import {readLinkItem} from './read-link-item.js';
import {readRoute, readRule} from './read-route.js';
import {readScript} from './read-script.js';
import {readTrackFile} from './read-track-file.js';
import {readTrackProcess} from './read-track-process.js';
import {readTracking} from './read-tracking.js';
import type {SyncGroup, TrackFile, TrackProcess, VirtualAddress, VrrpScript} from './vrrp-configuration.js';

/** What the VRRP process makes of the blocks it reads, as they come. */
export class VrrpReader implements BlockReader {
  readonly drafts: InstanceDraft[] = [];
  readonly syncGroups: SyncGroup[] = [];
  readonly scripts = new Map<string, VrrpScript>();
  readonly trackFiles = new Map<string, TrackFile>();
  readonly trackProcesses = new Map<string, TrackProcess>();
  readonly #bfds = new Map<string, {weight: number; isReversed: boolean}>();
  readonly #trackGroups = new Set<string>();
  readonly #garpInterfaces = new Set<string>();
  readonly staticAddresses: VirtualAddress[] = [];
  readonly staticRoutes: (readonly string[])[] = [];
  readonly staticRules: (readonly string[])[] = [];

  constructor(
    private readonly context: Context,
    private readonly globals: GlobalDefinitions,
  ) {}

  open(section: Section, within: readonly Section[]): 'read' | 'skip' {
    if (within.length > 0) return 'read';
    const name = nameOf(section);
    switch (section.row.keyword) {
      case 'vrrp_instance':
        return this.#openNamed(
          section,
          this.drafts.some(draft => draft.name === name),
        );
      case 'vrrp_sync_group':
        return this.#openNamed(
          section,
          this.syncGroups.some(group => group.name === name),
        );
      case 'track_group':
        return this.#openNamed(section, this.#trackGroups.has(name));
      case 'bfd_instance':
        return this.#openBfd(required(this.context, section.words, 1));
      case 'garp_group':
        return 'read';
      default:
        required(this.context, section.words, 1);
        return 'read';
    }
  }

  #openNamed(section: Section, isKnown: boolean): 'read' | 'skip' {
    const {report} = this.context;
    const keyword = keywordOf(section);
    const fault = section.words.length === 2 ? undefined : `"${keyword.text}" takes one name`;
    if (fault !== undefined) report('incomplete-block', keyword, fault);
    else if (isKnown) report('duplicate', section.words[1] as Word, `a second ${keyword.text} "${nameOf(section)}"`);
    else return 'read';
    return 'skip';
  }

  #openBfd(name: Word): 'read' | 'skip' {
    const {report} = this.context;
    if (Buffer.byteLength(name.text) >= 32) report('invalid-value', name, 'the name is longer than 31 characters');
    else if (this.#bfds.has(name.text)) report('duplicate', name, `a second bfd_instance "${name.text}"`);
    else return 'read';
    return 'skip';
  }

  entry(entry: Entry, within: readonly Section[]): 'read' | 'skip' {
    if (entry.type !== 'list' || entry.row.keyword !== 'group') return 'read';
    const before = (within.at(-1) as Section).entries.slice(0, -1);
    if (before.some(other => other.row === entry.row && hasItems(other))) {
      this.context.report(
        'duplicate',
        keywordOf(entry),
        'a second list of members',
        'keepalived leaves out the rest of the block',
      );
      return 'skip';
    }
    if (entry.items.length === 0) this.context.report('missing-value', entry.end, 'the group has no members');
    return 'read';
  }

  close(section: Section, within: readonly Section[]): void {
    if (within.length > 0) return;
    const name = nameOf(section);
    switch (section.row.keyword) {
      case 'vrrp_instance':
        this.drafts.push(readInstance(this.context, section, name, this.#trackable));
        return;
      case 'vrrp_sync_group':
        this.syncGroups.push(this.#readSyncGroup(section, name));
        return;
      case 'track_group':
        this.#trackGroups.add(name);
        return;
      case 'vrrp_script': {
        const script = readScript(this.context, section);
        if (script) this.scripts.set(name, script);
        return;
      }
      case 'track_file':
      case 'vrrp_track_file': {
        const file = readTrackFile(this.context, section);
        if (file) this.trackFiles.set(name, file);
        return;
      }
      case 'vrrp_track_process': {
        const process = readTrackProcess(this.context, section);
        if (process) this.trackProcesses.set(name, process);
        return;
      }
      case 'garp_group':
        return readGarpGroup(this.context, section, this.#garpInterfaces);
      case 'bfd_instance': {
        const isOurs = flagOf(section, 'vrrp') || !flagOf(section, 'checker');
        if (isOurs) this.#bfds.set(name, weightOf(section) ?? {weight: 0, isReversed: false});
        return;
      }
      default:
    }
  }

  get #trackable() {
    return {script: this.scripts, file: this.trackFiles, process: this.trackProcesses, bfd: this.#bfds};
  }

  #readSyncGroup(section: Section, name: string): SyncGroup {
    const sendsMail = booleanOf(section, 'smtp_alert');
    const notifiesPriorityChanges = booleanOf(section, 'notify_priority_changes');
    return {
      name,
      place: section.words[1] as Word,
      members: [...listsOf(section, 'group')].slice(0, 1).flatMap(({items}) => items.flat().map(({text}) => text)),
      tracking: readTracking(this.context, section, this.#trackable),
      notify: notifyOf(section),
      hasTrackingWeight: flagOf(section, 'sync_group_tracking_weight', 'global_tracking'),
      ...(sendsMail === undefined ? {} : {sendsMail}),
      ...(notifiesPriorityChanges === undefined ? {} : {notifiesPriorityChanges}),
    };
  }

  root(entry: Entry): void {
    if (entry.type !== 'list') return;
    const options = {isStatic: true, hasTrackGroup: (name: string) => this.#trackGroups.has(name)};
    for (const words of entry.items) {
      switch (entry.row.keyword) {
        case 'static_ipaddress': {
          const address = readVirtualAddress(this.context, words, options);
          if (address && (address.interface !== undefined || this.#hasDefaultInterface(words)))
            this.staticAddresses.push(address);
          break;
        }
        case 'static_routes': {
          const route = readRoute(this.context, words, options);
          if (route) this.staticRoutes.push(route);
          break;
        }
        case 'static_rules': {
          const rule = readRule(this.context, words, options);
          if (rule) this.staticRules.push(rule);
          break;
        }
        default:
          readLinkItem(this.context, entry, words);
      }
    }
  }

  #hasDefaultInterface(words: readonly Word[]): boolean {
    const name = this.globals.defaultInterface;
    if (hasInterface(this.context, name)) return true;
    this.context.report('no-interface', words[0] as Word, `there is no interface "${name}" for it`);
    return false;
  }
}
