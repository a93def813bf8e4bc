import type {Address} from '../net/address.js';
import type {SettingsPlace, SettingsProblem} from './settings-problem.js';
import type {Policies, TopSection} from './settings.js';

/** One setting of one file. */
export type Setting = {
  /** By which another file sets the same: `names.hosts.web1`. */
  readonly path: string;
  readonly at: SettingsPlace;
} & (
  | {readonly type: 'host'; readonly name: string; readonly addresses: readonly Address[]}
  | {readonly type: 'service'; readonly name: string; readonly service: string}
  | {readonly type: 'director'; readonly name: string; readonly ssh: string}
  | {readonly type: 'writable'; readonly name: string; readonly write: boolean}
  | {readonly type: 'group'; readonly name: string; readonly members: readonly Member[]}
  | {readonly type: 'default'; readonly command: string; readonly option: string; readonly value: string}
  | {readonly type: 'policy'; readonly policy: Partial<Policies>}
);

/** A director in a group, where it is named. */
export interface Member {
  readonly name: string;
  readonly at: SettingsPlace;
}

/** What one file says. */
export interface FileSettings {
  /** Of its own user: its policies can only make those of /etc stricter. */
  readonly isOwn: boolean;
  readonly settings: readonly Setting[];
  readonly top: TopSection | undefined;
  readonly problems: readonly SettingsProblem[];
  /** What leaves open which policies it has. */
  readonly doubt: SettingsProblem | undefined;
}

/** What defaults can be about; whoever has the commands knows them. */
export interface KnownCommands {
  readonly names: readonly string[];
  /** Those that can be set beforehand. */
  optionsOf(command: string): readonly string[];
  /** What is wrong with a value, in words. */
  faultOf(command: string, option: string, value: string): string | undefined;
}
