import type {Node} from '../block-tree.js';
import type {Entry} from '../walk/section.js';
import type {Difference, Findings} from './findings.js';
import type {BlockLines} from './lines.js';

type Severity = 'refused' | 'warning';
type Row = readonly [
  keyword: string,
  severity: Severity,
  keepalived: string,
  lvsctl: string,
  advice: string,
  when?: (words: readonly string[]) => boolean,
];

const noMail = ['sends mails', 'sends none about virtual routers', 'use a notify script'] as const;
const isSet = (words: readonly string[]) => words.length > 1;
const hasAll = (words: readonly string[]) => words.includes('all');
const noLinkbeat = ['polls the link', 'is told by the kernel', 'take it out unless the driver tells nothing'] as const;
const noExtra = ['tells addresses on other links again and again', 'tells them as all others', 'take it out'] as const;
const virtualMac = ['gives the addresses a MAC address of their own', 'has them on the link itself', 'take it out, on all peers'] as const; // biome-ignore format: a table
const noRoutes = ['sets them with the addresses', 'sets addresses only', 'set them from a notify script'] as const;
const notStatic = ['sets them and keeps them', 'sets virtual addresses only', 'set them with the network configuration of the system'] as const; // biome-ignore format: a table
const noSnmp = ['serves SNMP', 'does not', 'ask with lvsctl vrrp -o json'] as const;

/** Keywords that a director of ours cannot carry out, by where they stand. */
const unsupported: Readonly<Record<'root' | 'global' | 'instance' | 'group', readonly Row[]>> = {
  root: [
    ['net_namespace', 'refused', 'moves into the namespace', 'stays where it is started', 'take it out, and start it with ip netns exec'],
    ['net_namespace_ipvs', 'refused', 'has its virtual servers in another namespace', 'has one namespace', 'take it out'],
    ['static_ipaddress', 'refused', ...notStatic],
    ['static_routes', 'refused', ...notStatic],
    ['static_rules', 'refused', ...notStatic],
    ['linkbeat_use_polling', 'warning', ...noLinkbeat],
    ['linkbeat_interfaces', 'warning', ...noLinkbeat],
    ['interface_up_down_delays', 'warning', 'waits before it believes that a link has changed', 'believes it at once', 'take it out'],
  ],
  global: [
    ['notification_email', 'warning', ...noMail],
    ['smtp_alert', 'warning', ...noMail],
    ['smtp_alert_vrrp', 'warning', ...noMail],
    ['enable_snmp_vrrp', 'warning', ...noSnmp],
    ['enable_snmp_keepalived', 'warning', ...noSnmp],
    ['enable_snmp_rfc', 'warning', ...noSnmp],
    ['enable_snmp_rfcv2', 'warning', ...noSnmp],
    ['enable_snmp_rfcv3', 'warning', ...noSnmp],
    ['enable_traps', 'warning', ...noSnmp],
    ['enable_dbus', 'warning', 'is on D-Bus', 'is not', 'ask its control socket'],
    ['startup_script', 'warning', 'runs it before anything else', 'does not run it', 'run it from the service: ExecStartPre=', isSet],
    ['shutdown_script', 'warning', 'runs it at the end', 'does not run it', 'run it from the service: ExecStopPost=', isSet],
    ['notify_fifo_script', 'warning', 'starts it to read the FIFO', 'does not start it', 'start it as a service of its own', isSet],
    ['vrrp_notify_fifo_script', 'warning', 'starts it to read the FIFO', 'does not start it', 'start it as a service of its own', isSet],
    ['vrrp_startup_delay', 'warning', 'waits after its start', 'begins at once', 'delay the service'],
    ['vrrp_garp_extra_if', 'warning', ...noExtra, hasAll],
    ['vrrp_vmac_garp_intvl', 'warning', ...noExtra, hasAll],
  ],
  instance: [
    ['use_vmac', 'refused', ...virtualMac],
    ['use_vmac_addr', 'refused', ...virtualMac],
    ['use_ipvlan', 'refused', 'has the addresses on an ipvlan of their own', 'has them on the link itself', 'take it out'],
    ['virtual_routes', 'refused', ...noRoutes],
    ['virtual_rules', 'refused', ...noRoutes],
    ['dont_track_primary', 'refused', 'stays master without its link', 'is at fault without its link', 'take it out'],
    ['vrf', 'refused', 'speaks within the VRF', 'needs a link', 'name an interface'],
    ['promote_secondaries', 'warning', 'sets the sysctl promote_secondaries of the link', 'leaves it', 'set it with sysctl'],
    ['linkbeat_use_polling', 'warning', ...noLinkbeat],
    ['garp_extra_if', 'warning', ...noExtra, hasAll],
    ['vmac_garp_intvl', 'warning', ...noExtra, hasAll],
    ['smtp_alert', 'warning', ...noMail],
  ],
  group: [
    ['smtp_alert', 'warning', ...noMail],
  ],
}; // biome-ignore format: a table

/** Options of a line of virtual_ipaddress that change how an address is added. */
const addressOptions: readonly Row[] = [
  ['use_vmac', 'refused', ...virtualMac],
  ...['home', '-nodad', 'mngtmpaddr', 'noprefixroute', 'autojoin', 'preferred_lft'].map(
    (option): Row => [option, 'warning', 'adds the address with it', 'adds it without', 'take it out'],
  ),
  ['no_track', 'warning', 'does not care if somebody removes the address', 'cares as for any other', 'take it out'],
];

/** What stands in a block and cannot be carried out. A boolean that is off, and a list with nothing in it, are nothing. */
export function findUnsupported({section}: BlockLines, where: 'global' | 'instance', findings: Findings): void {
  for (const entry of section.entries) if (isGiven(entry)) judge(entry.words, unsupported[where], findings);
}

/** The same of blocks whose lines have no values: a boolean is off where it says so. */
export function findUnsupportedNodes(nodes: readonly Node[], where: 'root' | 'group', findings: Findings): void {
  for (const {words, block} of nodes)
    if (!['off', 'false', 'no'].includes(words[1]?.text ?? '') && (!block || block.children.length > 0))
      judge(words, unsupported[where], findings);
}

/** The same of a line of virtual_ipaddress. */
export function findUnsupportedOptions(words: Node['words'], findings: Findings): void {
  for (const word of words.slice(1)) judge([word], addressOptions, findings);
}

function isGiven(entry: Entry): boolean {
  return entry.type === 'list' ? entry.items.length > 0 : entry.type === 'setting' && entry.value !== false;
}

function judge(words: Node['words'], rows: readonly Row[], findings: Findings): void {
  const [keyword] = words;
  const row = rows.find(([each]) => each === keyword?.text);
  if (!row || !keyword) return;
  const [name, severity, keepalived, lvsctl, advice, when] = row;
  if (when && !when(words.map(({text}) => text))) return;
  const difference: Difference = {keepalived, lvsctl, advice};
  if (severity === 'refused') findings.refuse(keyword, name, difference);
  else findings.warn(keyword, name, difference);
}
