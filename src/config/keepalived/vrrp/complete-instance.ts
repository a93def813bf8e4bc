import type {Family} from '../../../net/address.js';
import {passwordFromText} from '../../../vrrp/password.js';
import {
  booleanOf,
  commandOf,
  flagOf,
  millisecondsOf,
  numberOf,
  type Section,
  sectionsOf,
  textOf,
} from '../walk/section.js';
import type {InstanceDraft} from './instance-draft.js';
import type {GratuitousArp, Notify, NotifyEvent, SyncGroup, VrrpInstance} from './vrrp-configuration.js';

/** What global_defs has for instances that do not say it themselves. */
export interface VrrpDefaults {
  readonly version: 2 | 3;
  readonly isStrict: boolean;
  readonly sendsMail: boolean;
  readonly notifiesPriorityChanges: boolean;
  readonly answersLowerPriority: boolean;
  readonly sendsAdvertOnHigherPriority: boolean;
  readonly downTimerAdverts: number;
  readonly skipsAddressCheck: boolean;
}

/** Priority of the router that owns the addresses (RFC 9568 §5.2.4). */
export const ownerPriority = 255;
const defaultPriority = 100;

/** What keepalived takes an instance to be, of which nothing is reported here; checkInstance() is the other half. */
export function completeInstance(
  draft: InstanceDraft,
  defaults: VrrpDefaults,
  group: SyncGroup | undefined,
): VrrpInstance {
  const {section} = draft;
  const isStrict = booleanOf(section, 'strict_mode') ?? defaults.isStrict;
  const family: Family = draft.family ?? 'ipv4';
  const version = family === 'ipv6' && (isStrict || !draft.version) ? 3 : (draft.version ?? defaults.version);
  const isMasterAtStart = draft.state === 'master';
  const priority = priorityOf(section) ?? (isMasterAtStart ? ownerPriority : defaultPriority);
  const isOwner = priority === ownerPriority;
  const state = (isStrict ? undefined : draft.state) ?? (isOwner ? 'master' : 'backup');
  const preempts = state === 'master' || isOwner || !isNopreempt(section);
  const isUnicast = draft.mentionsUnicast && draft.unicastPeers.length > 0;
  const unicastTtl = numberOf(section, 'unicast_ttl');
  return {
    name: draft.name,
    place: section.words[0] ?? section.end,
    end: section.end,
    state,
    ...(draft.interface === undefined ? {} : {interface: draft.interface}),
    ...(draft.vrf === undefined || draft.interface !== undefined ? {} : {vrf: draft.vrf}),
    virtualRouterId: numberOf(section, 'virtual_router_id') ?? 0,
    priority,
    version,
    family,
    advertInterval: advertIntervalOf(section, version),
    downTimerAdverts: isStrict ? 3 : (numberOf(section, 'down_timer_adverts') ?? defaults.downTimerAdverts),
    addresses: draft.addresses,
    excludedAddresses: draft.excludedAddresses,
    routes: draft.routes,
    rules: draft.rules,
    ...(draft.sourceAddress ? {sourceAddress: draft.sourceAddress} : {}),
    ...(draft.multicastGroup && !isUnicast ? {multicastGroup: draft.multicastGroup} : {}),
    isUnicast,
    unicastPeers: draft.unicastPeers,
    ...(unicastTtl === undefined ? {} : {unicastTtl}),
    preempts,
    preemptDelay: state === 'master' || !preempts || isStrict ? 0 : (millisecondsOf(section, 'preempt_delay') ?? 0),
    tracking: draft.tracking,
    tracksPrimary: !flagOf(section, 'dont_track_primary'),
    tracksSourceAddress: flagOf(section, 'track_src_ip') && draft.sourceAddress !== undefined,
    ...authenticationOf(section, version, isStrict),
    notify: notifyOf(section),
    notifiesPriorityChanges:
      booleanOf(section, 'notify_priority_changes') ??
      group?.notifiesPriorityChanges ??
      defaults.notifiesPriorityChanges,
    sendsMail: booleanOf(section, 'smtp_alert') ?? defaults.sendsMail,
    garp: garpOf(section),
    ...(draft.virtualMac ? {virtualMac: draft.virtualMac} : {}),
    ...(draft.ipvlan ? {ipvlan: draft.ipvlan} : {}),
    accepts: acceptsOf(section) ?? (isOwner || !isStrict),
    isStrict,
    skipsAddressCheck: booleanOf(section, 'skip_check_adv_addr') ?? defaults.skipsAddressCheck,
    answersLowerPriority: !isStrict && !(booleanOf(section, 'lower_prio_no_advert') ?? !defaults.answersLowerPriority),
    sendsAdvertOnHigherPriority:
      !isStrict && (booleanOf(section, 'higher_prio_send_advert') ?? defaults.sendsAdvertOnHigherPriority),
    ...(group ? {syncGroup: group.name} : {}),
  };
}

/** The priority that is given; a wrong one is 100. */
export function priorityOf(section: Section): number | undefined {
  let found: number | undefined;
  for (const entry of section.entries)
    if (entry.type === 'setting' && entry.row.keyword === 'priority')
      found = typeof entry.value === 'number' ? entry.value : defaultPriority;
  return found;
}

/** The last of preempt and nopreempt counts. */
export function isNopreempt(section: Section): boolean {
  return lastOf(section, 'preempt', 'nopreempt') === 'nopreempt';
}

/** The last of accept and no_accept counts. */
export function acceptsOf(section: Section): boolean | undefined {
  const last = lastOf(section, 'accept', 'no_accept');
  return last === undefined ? undefined : last === 'accept';
}

function lastOf(section: Section, ...keywords: readonly string[]): string | undefined {
  return section.entries.findLast(entry => keywords.includes(entry.row.keyword))?.row.keyword;
}

/** Whole seconds in VRRP 2, hundredths up to 40.95 s in VRRP 3 (RFC 9568 §5.2.7). */
function advertIntervalOf(section: Section, version: 2 | 3): number {
  const given = millisecondsOf(section, 'advert_int') ?? 1000;
  const [unit, most] = version === 2 ? [1000, 255_000] : [10, 40_950];
  return Math.min(most, Math.max(unit, Math.floor((given + unit / 2) / unit) * unit));
}

function authenticationOf(section: Section, version: 2 | 3, isStrict: boolean): Pick<VrrpInstance, 'authentication'> {
  if (version === 3 || isStrict) return {};
  const {type, password} = writtenAuthentication(section);
  return type && password ? {authentication: {type, password: passwordFromText(password)}} : {};
}

export function writtenAuthentication(section: Section): {type?: 'PASS' | 'AH'; password?: string} {
  let found: {type?: 'PASS' | 'AH'; password?: string} = {};
  for (const block of sectionsOf(section, 'authentication')) {
    const type = textOf(block, 'auth_type') as 'PASS' | 'AH' | undefined;
    const password = textOf(block, 'auth_pass');
    found = {...found, ...(type ? {type} : {}), ...(password === undefined ? {} : {password})};
  }
  return found;
}

/** The keyword for each. */
export const notifyKeywords: Readonly<Record<NotifyEvent, string>> = {
  master: 'notify_master',
  backup: 'notify_backup',
  fault: 'notify_fault',
  stop: 'notify_stop',
  deleted: 'notify_deleted',
  any: 'notify',
  'master-hears-lower': 'notify_master_rx_lower_pri',
};

export function notifyOf(section: Section): Notify {
  const found: Partial<Record<NotifyEvent, NonNullable<ReturnType<typeof commandOf>>>> = {};
  for (const [event, keyword] of Object.entries(notifyKeywords)) {
    const command = commandOf(section, keyword);
    if (command) found[event as NotifyEvent] = command;
  }
  return found;
}

function garpOf(section: Section): GratuitousArp {
  const milliseconds = (keyword: string) => {
    const value = numberOf(section, keyword);
    return value === undefined ? undefined : value * 1000;
  };
  const all = {
    delay: milliseconds('garp_master_delay'),
    repeat: numberOf(section, 'garp_master_repeat'),
    refresh: milliseconds('garp_master_refresh'),
    refreshRepeat: numberOf(section, 'garp_master_refresh_repeat'),
    lowerPriorityDelay: milliseconds('garp_lower_prio_delay'),
    lowerPriorityRepeat: numberOf(section, 'garp_lower_prio_repeat'),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
