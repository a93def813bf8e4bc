import {Refused, type Place, type Report} from '../problem.js';
import type {Word} from '../text/words.js';

/** What keepalived finds on the machine it runs on; whatever is not given is taken to be as the file wants it. */
export interface Host {
  /** The names of the interfaces. */
  readonly interfaces?: readonly string[];
  readonly hasUser?: (name: string) => boolean;
  readonly hasGroup?: (name: string) => boolean;
  /** What is at the path of a command, or found for its name. @param user undefined for who usually runs commands */
  readonly findCommand?: (name: string, user?: string) => 'executable' | 'not executable' | 'missing' | 'unsafe';
  readonly processors?: number;
}

/** What reading needs to know, and what global_defs says that matters to other blocks. */
export interface Context {
  readonly report: Report;
  readonly host: Host;
  hasDynamicInterfaces: boolean;
  hasScriptSecurity: boolean;
  /** script_user names someone who is not there: no script without a user of its own is run. */
  isScriptUserMissing: boolean;
  hasScriptUser: boolean;
  scriptUser: string | undefined;
  /** An interface that is not there was named: the VRRP process does not get further than reading. */
  isInterfaceMissing: boolean;
}

export function newContext(report: Report, host: Host): Context {
  return {
    report,
    host,
    hasDynamicInterfaces: false,
    hasScriptSecurity: false,
    isScriptUserMissing: false,
    hasScriptUser: false,
    scriptUser: undefined,
    isInterfaceMissing: false,
  };
}

/** Whether an interface is there; one that is not is remembered. */
export function hasInterface(context: Context, name: string): boolean {
  if (context.hasDynamicInterfaces || !context.host.interfaces || context.host.interfaces.includes(name)) return true;
  context.isInterfaceMissing = true;
  return false;
}

/** The word at an index; without one keepalived refuses the whole (null_strvec() of parser.c). */
export function required(context: Context, words: readonly Word[], index: number): Word {
  return words[index] ?? refuseMissing(context, words);
}

export function refuseMissing(context: Context, words: readonly Word[]): never {
  const last = words.at(-1) as Word;
  refuse(context, last, `nothing behind "${last.text}"`);
}

/** Ends reading where keepalived ends the process. */
export function refuse(context: Context, place: Place, message: string): never {
  context.report('missing-parameter', place, message);
  throw new Refused(message);
}

/** Ends reading where keepalived 2.2.7 falls over. */
export function refuseCrash(context: Context, place: Place, message: string): never {
  context.report('crash', place, message);
  throw new Refused(message);
}

/** Whether user and group exist. */
export function hasUser({host}: Context, user: string, group: string | undefined): boolean {
  return (host.hasUser?.(user) ?? true) && (group === undefined || (host.hasGroup?.(group) ?? true));
}

/** Whether a script without a user of its own has one (get_default_script_user() of notify.c). */
export function hasDefaultUser(context: Context, place: Place): boolean {
  if (context.isScriptUserMissing) return false;
  if (context.hasScriptUser || !context.hasScriptSecurity || hasUser(context, 'keepalived_script', undefined))
    return true;
  context.isScriptUserMissing = true;
  context.report(
    'invalid-value',
    place,
    'there is no user keepalived_script to run it',
    'keepalived does not run the script',
  );
  return false;
}
