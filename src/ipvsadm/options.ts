/** Commands of ipvsadm(8), by the name its messages use. */
export const commandNames = [
  'add-service',
  'edit-service',
  'delete-service',
  'flush',
  'restore',
  'save',
  'add-server',
  'edit-server',
  'delete-server',
  'list',
  'zero',
  'set',
  'start-daemon',
  'stop-daemon',
  'help',
  'version',
] as const;

export type CommandName = (typeof commandNames)[number];

/** How an option goes with a command: needed, allowed, or one of a group of which at most one is. Absent: illegal. */
export type Presence = 'required' | 'allowed' | 'exclusive';

/** A tracked option, in the order the rules are checked in, with the commands it goes with. */
export interface OptionRow {
  /** The name in messages. */
  readonly name: string;
  readonly with: Readonly<Partial<Record<CommandName, Presence>>>;
}

const services = {'add-service': 'allowed', 'edit-service': 'allowed'} as const;
const servers = {'add-server': 'allowed', 'edit-server': 'allowed'} as const;
const listing = {list: 'allowed'} as const;
const daemon = {'start-daemon': 'allowed'} as const;

export const options = [
  {name: 'numeric', with: {list: 'allowed', save: 'allowed'}},
  {name: 'connection', with: {list: 'exclusive'}},
  {
    name: 'service-address',
    with: {
      'add-service': 'required',
      'edit-service': 'required',
      'delete-service': 'required',
      'add-server': 'required',
      'edit-server': 'required',
      'delete-server': 'required',
      list: 'exclusive',
      zero: 'allowed',
    },
  },
  {name: 'scheduler', with: services},
  {name: 'persistent', with: services},
  {name: 'netmask', with: services},
  {name: 'real-server', with: {'add-server': 'required', 'edit-server': 'required', 'delete-server': 'required'}},
  {name: 'forwarding-method', with: servers},
  {name: 'weight', with: servers},
  {name: 'u-threshold', with: servers},
  {name: 'l-threshold', with: servers},
  {name: 'mcast-interface', with: daemon},
  {name: 'timeout', with: {list: 'exclusive'}},
  {name: 'daemon', with: {list: 'exclusive'}},
  {name: 'stats', with: listing},
  {name: 'rate', with: listing},
  {name: 'thresholds', with: listing},
  {name: 'persistent-conn', with: listing},
  {name: 'nosort', with: listing},
  {name: 'syncid', with: {...daemon, 'stop-daemon': 'allowed', list: 'allowed'}},
  {name: 'exact', with: listing},
  {name: 'ops', with: services},
  {name: 'pe', with: services},
  {name: 'sched-flags', with: services},
  {name: 'mcast-group', with: daemon},
  {name: 'mcast-port', with: daemon},
  {name: 'mcast-ttl', with: daemon},
  {name: 'sync-maxlen', with: daemon},
  {name: 'tun-info', with: listing},
  {name: 'tun-type', with: servers},
  {name: 'tun-port', with: servers},
  {name: 'tun-nocsum', with: servers},
  {name: 'tun-csum', with: servers},
  {name: 'tun-remcsum', with: servers},
] as const satisfies readonly OptionRow[];

export type OptionName = (typeof options)[number]['name'];

/** A tunnel type's own rules, checked like the commands' (src: ipvsadm 1.31's tunnel check). */
export const tunnelOptions: Readonly<Record<'ipip' | 'gue' | 'gre', Readonly<Partial<Record<OptionName, Presence>>>>> =
  {
    ipip: {'tun-type': 'allowed'},
    gue: {
      'tun-type': 'allowed',
      'tun-port': 'required',
      'tun-nocsum': 'exclusive',
      'tun-csum': 'exclusive',
      'tun-remcsum': 'exclusive',
    },
    gre: {'tun-type': 'allowed', 'tun-nocsum': 'exclusive', 'tun-csum': 'exclusive'},
  };

/** A word of the command line. */
export interface SwitchRow {
  readonly long: string;
  readonly short?: string;
  readonly argument: 'none' | 'required' | 'optional';
  /** What it is: a command, or a tracked option; neither for -6 and --sort. */
  readonly command?: CommandName;
  readonly option?: OptionName;
}

export const switches = [
  {long: 'add-service', short: 'A', argument: 'none', command: 'add-service'},
  {long: 'edit-service', short: 'E', argument: 'none', command: 'edit-service'},
  {long: 'delete-service', short: 'D', argument: 'none', command: 'delete-service'},
  {long: 'clear', short: 'C', argument: 'none', command: 'flush'},
  {long: 'restore', short: 'R', argument: 'none', command: 'restore'},
  {long: 'save', short: 'S', argument: 'none', command: 'save'},
  {long: 'add-server', short: 'a', argument: 'none', command: 'add-server'},
  {long: 'edit-server', short: 'e', argument: 'none', command: 'edit-server'},
  {long: 'delete-server', short: 'd', argument: 'none', command: 'delete-server'},
  {long: 'list', short: 'L', argument: 'none', command: 'list'},
  {long: '', short: 'l', argument: 'none', command: 'list'},
  {long: 'zero', short: 'Z', argument: 'none', command: 'zero'},
  {long: 'set', argument: 'none', command: 'set'},
  {long: 'start-daemon', argument: 'required', command: 'start-daemon'},
  {long: 'stop-daemon', argument: 'required', command: 'stop-daemon'},
  {long: 'help', short: 'h', argument: 'none', command: 'help'},
  {long: 'version', short: 'v', argument: 'none', command: 'version'},
  {long: 'numeric', short: 'n', argument: 'none', option: 'numeric'},
  {long: 'connection', short: 'c', argument: 'none', option: 'connection'},
  {long: 'tcp-service', short: 't', argument: 'required', option: 'service-address'},
  {long: 'udp-service', short: 'u', argument: 'required', option: 'service-address'},
  {long: 'sctp-service', argument: 'required', option: 'service-address'},
  {long: 'fwmark-service', short: 'f', argument: 'required', option: 'service-address'},
  {long: 'ipv6', short: '6', argument: 'none'},
  {long: 'scheduler', short: 's', argument: 'required', option: 'scheduler'},
  {long: 'persistent', short: 'p', argument: 'optional', option: 'persistent'},
  {long: 'netmask', short: 'M', argument: 'required', option: 'netmask'},
  {long: 'real-server', short: 'r', argument: 'required', option: 'real-server'},
  {long: 'gatewaying', short: 'g', argument: 'none', option: 'forwarding-method'},
  {long: 'ipip', short: 'i', argument: 'none', option: 'forwarding-method'},
  {long: 'masquerading', short: 'm', argument: 'none', option: 'forwarding-method'},
  {long: 'weight', short: 'w', argument: 'required', option: 'weight'},
  {long: 'u-threshold', short: 'x', argument: 'required', option: 'u-threshold'},
  {long: 'l-threshold', short: 'y', argument: 'required', option: 'l-threshold'},
  {long: 'mcast-interface', argument: 'required', option: 'mcast-interface'},
  {long: 'timeout', argument: 'none', option: 'timeout'},
  {long: 'daemon', argument: 'none', option: 'daemon'},
  {long: 'stats', argument: 'none', option: 'stats'},
  {long: 'rate', argument: 'none', option: 'rate'},
  {long: 'thresholds', argument: 'none', option: 'thresholds'},
  {long: 'persistent-conn', argument: 'none', option: 'persistent-conn'},
  {long: 'nosort', argument: 'none', option: 'nosort'},
  {long: 'sort', argument: 'none'},
  {long: 'syncid', argument: 'required', option: 'syncid'},
  {long: 'exact', short: 'X', argument: 'none', option: 'exact'},
  {long: 'ops', short: 'o', argument: 'none', option: 'ops'},
  {long: 'pe', argument: 'required', option: 'pe'},
  {long: 'sched-flags', short: 'b', argument: 'required', option: 'sched-flags'},
  {long: 'mcast-group', argument: 'required', option: 'mcast-group'},
  {long: 'mcast-port', argument: 'required', option: 'mcast-port'},
  {long: 'mcast-ttl', argument: 'required', option: 'mcast-ttl'},
  {long: 'sync-maxlen', argument: 'required', option: 'sync-maxlen'},
  {long: 'tun-info', argument: 'none', option: 'tun-info'},
  {long: 'tun-type', argument: 'required', option: 'tun-type'},
  {long: 'tun-port', argument: 'required', option: 'tun-port'},
  {long: 'tun-nocsum', argument: 'none', option: 'tun-nocsum'},
  {long: 'tun-csum', argument: 'none', option: 'tun-csum'},
  {long: 'tun-remcsum', argument: 'none', option: 'tun-remcsum'},
] as const satisfies readonly SwitchRow[];

export type Switch = (typeof switches)[number];
