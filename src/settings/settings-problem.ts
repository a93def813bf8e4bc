import {escapeControls} from '../ipvs/outside-text.js';

/** A place in a file of settings. */
export interface SettingsPlace {
  /** Or the name of a variable of the environment, which has no lines. */
  readonly file: string;
  /** From 1; 0 where there are no lines. */
  readonly line: number;
  readonly column: number;
}

/** Something in a file of settings that is left out. */
export interface SettingsProblem extends SettingsPlace {
  readonly message: string;
}

/** `/etc/lvsctl/config.yaml:3:5: …` */
export function formatSettingsProblem({file, line, column, message}: SettingsProblem): string {
  return `${escapeControls(file)}${line === 0 ? '' : `:${line}:${column}`}: ${escapeControls(message)}`;
}

/** `/etc/lvsctl/config.yaml:3` */
export function formatSettingsPlace({file, line}: Pick<SettingsPlace, 'file' | 'line'>): string {
  return `${escapeControls(file)}${line === 0 ? '' : `:${line}`}`;
}
