import type {Address} from '../../../net/address.js';
import type {Milliseconds} from '../vrrp/vrrp-configuration.js';
import {
  addressOf,
  booleanOf,
  type Command,
  commandOf,
  flagOf,
  listsOf,
  nameOf,
  numberOf,
  type Section,
  textOf,
} from '../walk/section.js';

/** A pipe that keepalived writes events to. */
export interface NotifyFifo {
  readonly path: string;
  readonly user?: string;
  readonly group?: string;
  readonly script?: Command;
}

export type FifoKind = 'all' | 'vrrp' | 'lvs';

/** global_defs, and the keywords at the outermost level. */
export interface GlobalDefinitions {
  readonly routerId?: string;
  readonly instance?: string;
  readonly networkNamespace?: string;
  readonly ipvsNamespace?: string;
  readonly usesPidFolder: boolean;
  readonly defaultInterface: string;
  readonly fifos: Partial<Readonly<Record<FifoKind, NotifyFifo>>>;
  readonly scriptUser?: string;
  readonly scriptGroup?: string;
  readonly hasScriptSecurity: boolean;
  readonly startupScript?: Command;
  readonly shutdownScript?: Command;
  readonly hasDynamicInterfaces: boolean;
  readonly vrrpVersion: 2 | 3;
  readonly isStrict: boolean;
  readonly multicastGroup4?: Address;
  readonly multicastGroup6?: Address;
  readonly startupDelay: Milliseconds;
  readonly notifiesPriorityChanges: boolean;
  readonly writesStatesOnReload: boolean;
  readonly notificationEmails: readonly string[];
  readonly sendsMail?: boolean;
  readonly sendsVrrpMail?: boolean;
  readonly sendsCheckerMail?: boolean;
  readonly snmp: {readonly vrrp: boolean; readonly checker: boolean; readonly socket?: string};
  readonly dbus?: {readonly serviceName: string};
  /** Where the configuration is checked before a reload, and logged. */
  readonly reloadCheck?: string;
  readonly reloadFile?: string;
  readonly configSaveFolder?: string;
  readonly temporaryConfigFolder?: string;
  readonly dumpsNamedForInstance: boolean;
  readonly flushesAtStart: boolean;
  readonly flushesOnStop: 'nothing' | 'everything' | 'virtual services';
}

/** What all of it comes to. */
export function completeGlobals(section: Section): GlobalDefinitions {
  const optional = <K extends string, V>(key: K, value: V | undefined) =>
    (value === undefined ? {} : {[key]: value}) as {[P in K]?: V};
  const user = [...section.entries].findLast(entry => entry.row.keyword === 'script_user');
  const flush = textOf(section, 'lvs_flush_on_stop', 'lvs_flush_onstop');
  const reloadFile = textOf(section, 'reload_file');
  const reloadCheck = textOf(section, 'reload_check_config');
  return {
    ...optional('routerId', textOf(section, 'router_id')),
    ...optional('instance', textOf(section, 'instance')),
    ...optional('networkNamespace', textOf(section, 'net_namespace')),
    ...optional('ipvsNamespace', textOf(section, 'net_namespace_ipvs')),
    usesPidFolder: ['use_pid_dir', 'instance', 'net_namespace'].some(
      keyword => textOf(section, keyword) !== undefined || flagOf(section, keyword),
    ),
    defaultInterface: textOf(section, 'default_interface') ?? 'eth0',
    fifos: {
      ...optional('all', fifoOf(section, '')),
      ...optional('vrrp', fifoOf(section, 'vrrp_')),
      ...optional('lvs', fifoOf(section, 'lvs_')),
    },
    ...optional('scriptUser', user?.words[1]?.text),
    ...optional('scriptGroup', user?.words[2]?.text),
    hasScriptSecurity: flagOf(section, 'enable_script_security'),
    ...optional('startupScript', commandOf(section, 'startup_script')),
    ...optional('shutdownScript', commandOf(section, 'shutdown_script')),
    hasDynamicInterfaces: section.entries.some(({row}) => row.keyword === 'dynamic_interfaces'),
    vrrpVersion: numberOf(section, 'vrrp_version') === 3 ? 3 : 2,
    isStrict: flagOf(section, 'vrrp_strict'),
    ...optional('multicastGroup4', addressOf(section, 'vrrp_mcast_group4')),
    ...optional('multicastGroup6', addressOf(section, 'vrrp_mcast_group6')),
    startupDelay: (numberOf(section, 'vrrp_startup_delay') ?? 0) / 1000,
    notifiesPriorityChanges: booleanOf(section, 'vrrp_notify_priority_changes') ?? false,
    writesStatesOnReload: flagOf(section, 'fifo_write_vrrp_states_on_reload'),
    notificationEmails: [...listsOf(section, 'notification_email')].flatMap(({items}) =>
      items.flat().map(({text}) => text),
    ),
    ...optional('sendsMail', booleanOf(section, 'smtp_alert')),
    ...optional('sendsVrrpMail', booleanOf(section, 'smtp_alert_vrrp')),
    ...optional('sendsCheckerMail', booleanOf(section, 'smtp_alert_checker')),
    snmp: {
      vrrp: flagOf(section, 'enable_snmp_vrrp', 'enable_snmp_keepalived'),
      checker: flagOf(section, 'enable_snmp_checker'),
      ...optional('socket', textOf(section, 'snmp_socket')),
    },
    ...(flagOf(section, 'enable_dbus')
      ? {dbus: {serviceName: textOf(section, 'dbus_service_name') ?? 'org.keepalived.Vrrp1'}}
      : {}),
    ...optional('reloadCheck', reloadCheck === '' ? '/dev/null' : reloadCheck),
    ...optional('reloadFile', reloadFile === '' ? '/run/keepalived/keepalived.reload' : reloadFile),
    ...optional('configSaveFolder', textOf(section, 'config_save_dir')),
    ...optional('temporaryConfigFolder', textOf(section, 'tmp_config_directory')),
    dumpsNamedForInstance: booleanOf(section, 'data_use_instance') ?? false,
    flushesAtStart: flagOf(section, 'lvs_flush'),
    flushesOnStop: flush === undefined ? 'nothing' : flush === '' ? 'everything' : 'virtual services',
  };
}

function fifoOf(section: Section, prefix: string): NotifyFifo | undefined {
  const entry = section.entries.find(({row}) => row.keyword === `${prefix}notify_fifo`);
  if (!entry || nameOf(entry) === '') return undefined;
  const script = commandOf(section, `${prefix}notify_fifo_script`);
  const [, , user, group] = entry.words;
  return {
    path: nameOf(entry),
    ...(user ? {user: user.text} : {}),
    ...(group ? {group: group.text} : {}),
    ...(script ? {script} : {}),
  };
}
