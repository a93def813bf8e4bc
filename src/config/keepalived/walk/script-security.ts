import type {Place} from '../problem.js';
import type {Context} from './context.js';
import {type Command, keywordOf, type Section, type SettingEntry} from './section.js';

/** A command that keepalived will run, and where the file says so. */
export interface Script {
  readonly command: Command;
  readonly place: Place;
  /** A script that is tracked is given up for good if it cannot run. */
  readonly isTracked?: boolean;
}

/** check_script_secure() of notify.c for all scripts of a process; those that will not run. */
export function checkScripts(context: Context, scripts: readonly Script[]): ReadonlySet<Script> {
  const {report, host, hasScriptSecurity} = context;
  const unusable = new Set<Script>();
  let first: Script | undefined;
  for (const script of scripts) {
    const program = script.command.words[0] as string;
    if (/^<[ \t]*\//.test(program)) continue; // the kernel opens a file: nothing is run
    const state = host.findCommand?.(program, script.command.user ?? context.scriptUser) ?? 'executable';
    if (state !== 'missing') first ??= script;
    if (state === 'executable' || (state === 'unsafe' && !hasScriptSecurity)) continue;
    unusable.add(script);
    const isReported = script.isTracked && state !== 'not executable';
    const message = state === 'missing' ? `"${program}" is not there` : `"${program}" is ${state}`;
    report(isReported ? 'unknown-name' : 'note', script.place, message, 'keepalived does not run it');
  }
  if (first && !hasScriptSecurity)
    report('script-security', first.place, 'scripts are run without enable_script_security');
  return unusable;
}

/** The settings of a block that are commands. */
export function commandsOf(section: Section, keywords: RegExp): Script[] {
  return section.entries
    .filter((entry): entry is SettingEntry => entry.type === 'setting' && keywords.test(entry.row.keyword))
    .filter(({row, value}) => row.value.type === 'command' && value !== undefined)
    .map(entry => ({command: entry.value as Command, place: keywordOf(entry)}));
}
