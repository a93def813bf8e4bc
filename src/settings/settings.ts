import type {Address} from '../net/address.js';
import type {SettingsPlace, SettingsProblem} from './settings-problem.js';

/**
 * What administrators set for the console: /etc/lvsctl/config.yaml, then $XDG_CONFIG_HOME/lvsctl/config.yaml over it, then
 * the environment, then options. Everything is optional.
 */
export interface Settings {
  /** Names that are shown instead of numbers, and understood instead of them. */
  readonly names: NamedThings;
  /** Directors by name: what --host takes. */
  readonly directors: Readonly<Record<string, DirectorSettings>>;
  /** Groups of directors that belong together (a pair): --host takes their names too. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Options that a command has where none are given: `list` → `{output: wide}`. */
  readonly defaults: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly policies: Policies;
  /** Of the dashboard: as in top.yaml, which goes over it. The dashboard reads it; the last one goes over the others. */
  readonly top: readonly TopSection[];
  /** Where each stands that was set, by its path: `policies.least-servers`, `names.hosts.web1`. */
  readonly origins: Readonly<Record<string, SettingsPlace>>;
  /** What is left out of the files, each with its place. */
  readonly problems: readonly SettingsProblem[];
  /** Why nobody knows what the policies are, so that nothing may be changed; undefined where they are known. */
  readonly unreadPolicies: SettingsProblem | undefined;
}

export interface NamedThings {
  /** A host of several addresses stands there several times. */
  readonly hosts: readonly {readonly name: string; readonly address: Address}[];
  /** `tcp/10.0.0.1:80` → `web`. */
  readonly services: readonly {readonly name: string; readonly service: string}[];
}

export interface DirectorSettings {
  /** What ssh(1) takes: HOST, USER@HOST. */
  readonly ssh: string;
  /** Whether it may be written to from here. */
  readonly write: boolean;
}

/** What is refused although the kernel would do it. Options cannot override them but where it says so. */
export interface Policies {
  /** A drain is refused (--force overrides) where fewer servers than this would be left in a service; undefined: as without. */
  readonly leastServers: number | undefined;
  /** Whether a reason has to be given for drains, holds and switches. */
  readonly requireReason: boolean;
  /** Who may change anything, by the name behind sudo (SUDO_USER): names, `%group`; undefined: everybody who is root. */
  readonly mayChange: readonly string[] | undefined;
  /** Who may override guards with --force; undefined: whoever may change. */
  readonly mayForce: readonly string[] | undefined;
}

/** A file whose section `top` the dashboard reads. */
export interface TopSection {
  readonly file: string;
  /** The whole file: its places are told. */
  readonly text: string;
}

/** Where there are no files. */
export const noSettings: Settings = {
  names: {hosts: [], services: []},
  directors: {},
  groups: {},
  defaults: {},
  policies: {leastServers: undefined, requireReason: false, mayChange: undefined, mayForce: undefined},
  top: [],
  origins: {},
  problems: [],
  unreadPolicies: undefined,
};
