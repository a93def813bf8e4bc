import type {Address} from '../net/address.js';

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
  /** Of the dashboard: as in top.yaml, which is read after it. Kept as it stands: the dashboard reads it. */
  readonly top: Readonly<Record<string, unknown>>;
}

export interface NamedThings {
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
