import {noNotify, type NotifyCommand, type NotifySettings} from '../../../vrrp/router/configuration.js';
import type {GlobalDefinitions} from '../globals/global-definitions.js';
import type {Place} from '../problem.js';
import {notifyKeywords} from '../vrrp/complete-instance.js';
import type {Notify, NotifyEvent} from '../vrrp/vrrp-configuration.js';
import {type Host, newContext} from '../walk/context.js';
import {checkScripts} from '../walk/script-security.js';
import type {Command} from '../walk/section.js';
import type {Findings} from './findings.js';

/** Commands as a director runs them: by whom, and whether at all. */
export class Commands {
  constructor(
    private readonly globals: GlobalDefinitions,
    private readonly host: Host,
    private readonly findings: Findings,
  ) {}

  /** @param placeOf where a keyword stands */
  notifyOf(notify: Notify, placeOf: (keyword: string) => Place): NotifySettings {
    const take = (event: NotifyEvent) => {
      const command = notify[event];
      return command && this.take(command, placeOf(notifyKeywords[event]), false);
    };
    return {
      ...noNotify,
      master: take('master'),
      backup: take('backup'),
      fault: take('fault'),
      stop: take('stop'),
      any: take('any'),
      deleted: take('deleted'),
      lower: take('master-hears-lower'),
    };
  }

  /** Undefined where keepalived does not run it, or we cannot. */
  take(command: Command, place: Place, isTracked: boolean): NotifyCommand | undefined {
    const [program = ''] = command.words;
    if (program.startsWith('<')) {
      this.findings.refuse(place, `"${program}" is for a shell`, {
        keepalived: 'has a shell run it',
        lvsctl: 'runs programs only',
        advice: 'put it into a script file, and name that',
      });
      return undefined;
    }
    if (!this.#isRun(command, place, isTracked)) return undefined;
    return {command: command.words, user: userOf(command) ?? this.#defaultUser};
  }

  /** check_script_secure() of notify.c. */
  #isRun(command: Command, place: Place, isTracked: boolean): boolean {
    const {hasScriptSecurity, scriptUser} = this.globals;
    const script = {command, place, isTracked};
    const context = newContext(() => undefined, this.host);
    context.hasScriptSecurity = hasScriptSecurity;
    context.scriptUser = scriptUser;
    if (!checkScripts(context, [script]).has(script)) return true;
    const [program = ''] = command.words;
    const state = this.host.findCommand?.(program, command.user ?? scriptUser);
    if (hasScriptSecurity)
      this.findings.refuse(place, `"${program}" is ${state === 'missing' ? 'not there' : state}`, {
        keepalived: 'does not run it, as enable_script_security has it',
        lvsctl: 'does not start without it',
        advice: 'make it an executable that only root can write, or take it out',
      });
    return false;
  }

  /** get_default_script_user() of notify.c: keepalived_script, if there is such a user, else root. */
  get #defaultUser(): string | undefined {
    const {scriptUser, scriptGroup} = this.globals;
    const {hasUser} = this.host;
    const usual = hasUser && (hasUser('keepalived_script') ? 'keepalived_script' : 'root');
    return userOf({user: scriptUser, group: scriptGroup}) ?? usual;
  }
}

/** `user` or `user group`, as script_user has it. */
function userOf({user, group}: {user?: string | undefined; group?: string | undefined}): string | undefined {
  return user !== undefined && group !== undefined ? `${user} ${group}` : user;
}
