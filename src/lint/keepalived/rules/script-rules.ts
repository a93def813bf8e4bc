import {notifyKeywords} from '../../../config/keepalived/vrrp/complete-instance.js';
import type {Command} from '../../../config/keepalived/walk/section.js';
import type {Place} from '../../../config/keepalived/problem.js';
import type {LintRule} from '../../lint-rule.js';
import type {ConfigLine} from '../config-line.js';
import type {KeepalivedSubject} from '../keepalived-subject.js';

/** What begins a command, and the line on which it is. */
interface NamedCommand {
  readonly command: Command;
  readonly place: Place;
}

const scriptKeyword =
  /^(notify(_|$)|quorum_(up|down)$|script$|misc_path$|startup_script$|shutdown_script$|(vrrp_|lvs_)?notify_fifo)/;
const securityKeyword = /^(script_user|enable_script_security)$/;

/** What is wrong with the programs that keepalived runs. */
export const scriptRules: readonly LintRule<KeepalivedSubject>[] = [
  {
    code: 'script-without-path',
    severity: 'hint',
    title: 'a script without its whole path',
    consequence:
      'keepalived looks for it in its own PATH, which is not that of your shell and may differ after a reload: where it is not found it is never run',
    correction: 'the whole path, such as /usr/local/bin/NAME',
    *check(subject) {
      for (const {command, place} of commandsOf(subject)) {
        const [program = ''] = command.words;
        if (!/^[/<$]/.test(program)) yield {place, message: `${program} is no whole path`};
      }
    },
  },
  {
    code: 'script-security-late',
    severity: 'warning',
    title: 'script_user or enable_script_security behind the first script',
    consequence:
      'at the first reload keepalived drops the FIFOs, scripts and MISC_CHECKs that stand before it, and a dead server whose check vanished comes back with full weight',
    correction: 'write script_user and enable_script_security first in global_defs',
    *check({text}) {
      let script: ConfigLine | undefined;
      for (const line of text.all) {
        if (script && securityKeyword.test(line.keyword) && line.parent?.keyword === 'global_defs')
          yield {
            place: line.place,
            message: `${line.keyword} stands behind ${script.keyword} of line ${script.place.line}`,
          };
        if (scriptKeyword.test(line.keyword) && line.words.length > 1 && line.lines.length === 0) script ??= line;
      }
    },
  },
  {
    code: 'script-user-missing',
    severity: 'warning',
    title: 'script security without a user',
    consequence: 'keepalived runs scripts as keepalived_script: where there is no such user it runs none of them',
    correction: 'script_user USER in global_defs, before the first script',
    *check(subject) {
      const {config, text} = subject;
      if (!config.globals.hasScriptSecurity || config.globals.scriptUser !== undefined) return;
      if (!commandsOf(subject).some(({command}) => command.user === undefined)) return;
      for (const line of text.all)
        if (line.keyword === 'enable_script_security') {
          yield {place: line.place, message: 'scripts are named, and no script_user'};
          return;
        }
    },
  },
  {
    code: 'notify-without-way-back',
    severity: 'hint',
    title: 'notify_master without notify_backup or notify_fault',
    consequence: 'what notify_master began goes on after the addresses have moved: a fault does not run notify_backup',
    correction: 'notify_backup and notify_fault with what takes it back, or one notify for every change',
    *check({config, text}) {
      for (const {notify, name, place} of [...config.vrrp.instances, ...config.vrrp.syncGroups]) {
        if (!notify.master || notify.any) continue;
        const missing = [...(notify.backup ? [] : ['notify_backup']), ...(notify.fault ? [] : ['notify_fault'])];
        if (missing.length > 0)
          yield {
            place: text.placeWithin(place, 'notify_master'),
            message: `${name} has notify_master and no ${missing.join(' and no ')}`,
          };
      }
    },
  },
  {
    code: 'dynamic-check-and-reload',
    severity: 'hint',
    title: 'misc_dynamic, which a reload upsets',
    consequence:
      'after any reload keepalived 2.2.7 takes the weight of a server whose script had ended with 0 for 0, until the script ends otherwise',
    correction: 'a FILE_CHECK with a track_file that the script writes, or restart instead of reload',
    *check({config, text}) {
      for (const {realServers} of config.lvs.virtualServers)
        for (const {checks} of realServers)
          for (const {kind, place} of checks)
            if (kind.type === 'command' && kind.isDynamic)
              yield {
                place: text.placeWithin(place, 'misc_dynamic'),
                message: `${kind.command.words[0]} changes the weight`,
              };
    },
  },
];

/** Every command of the configuration, where it is written. */
function commandsOf({config, text}: KeepalivedSubject): readonly NamedCommand[] {
  const {vrrp, lvs, globals} = config;
  const at = (place: Place, keyword: string) => text.placeWithin(place, keyword);
  const optional = (command: Command | undefined, place: Place): NamedCommand[] => (command ? [{command, place}] : []);
  const root = (keyword: string) =>
    text.lines.flatMap(line => line.lines).find(line => line.keyword === keyword)?.place ?? {
      file: '',
      line: 1,
      column: 1,
    };
  return [
    ...optional(globals.startupScript, root('startup_script')),
    ...optional(globals.shutdownScript, root('shutdown_script')),
    ...vrrp.scripts.map(({command, place}) => ({command, place: at(place, 'script')})),
    ...[...vrrp.instances, ...vrrp.syncGroups].flatMap(({notify, place}) =>
      Object.entries(notify).map(([event, command]) => ({
        command,
        place: at(place, notifyKeywords[event as keyof typeof notifyKeywords]),
      })),
    ),
    ...lvs.virtualServers.flatMap(({place, quorumUp, quorumDown, realServers}) => [
      ...optional(quorumUp, at(place, 'quorum_up')),
      ...optional(quorumDown, at(place, 'quorum_down')),
      ...realServers.flatMap(real => [
        ...optional(real.notifyUp, at(real.place, 'notify_up')),
        ...optional(real.notifyDown, at(real.place, 'notify_down')),
        ...real.checks.flatMap(({kind, place: own}) =>
          kind.type === 'command' ? [{command: kind.command, place: at(own, 'misc_path')}] : [],
        ),
      ]),
    ]),
  ];
}
