import type {Place} from '../problem.js';
import type {Context} from '../walk/context.js';
import {isLinkLocal} from '../walk/read-value.js';
import {booleanOf, flagOf, millisecondsOf, numberOf} from '../walk/section.js';
import {
  acceptsOf,
  completeInstance,
  isNopreempt,
  ownerPriority,
  priorityOf,
  type VrrpDefaults,
  writtenAuthentication,
} from './complete-instance.js';
import type {InstanceDraft} from './instance-draft.js';
import type {SyncGroup, Tracked} from './vrrp-configuration.js';

/** What vrrp_complete_instance() of vrrp.c has to say, in its order; whether keepalived starts with it. */
export function checkInstance(
  context: Context,
  draft: InstanceDraft,
  defaults: VrrpDefaults,
  group: SyncGroup | undefined,
): boolean {
  const {report} = context;
  const {section} = draft;
  const place = section.words[1] ?? section.end;
  const instance = completeInstance(draft, defaults, group);
  const {isStrict, version, family, isUnicast} = instance;
  const isOwner = instance.priority === ownerPriority;
  const correct = (message: string, effect?: string) => report('corrected', place, message, effect);

  if (isStrict && family === 'ipv6' && draft.version === 2) correct('IPv6 with VRRP 2', 'keepalived takes version 3');
  if (draft.addresses.length === 0) {
    if (version === 3 || isStrict) {
      report('inconsistent', place, 'there is no virtual address');
      return false;
    }
    report('questionable-value', place, 'there is no virtual address');
  }
  if (isStrict && draft.state && (draft.state === 'master') !== isOwner)
    correct('only the owner of the addresses starts as MASTER', 'keepalived decides by the priority');
  checkAuthentication(context, draft, place, version, isStrict);
  if (draft.interface === undefined && !checkWithoutInterface(context, draft, place)) return false;
  if (draft.mentionsUnicast && !isUnicast) {
    if (flagOf(section, 'unicast_fault_no_peer')) report('note', place, 'there are no unicast peers', 'it is at fault');
    else report('deprecated', place, 'unicast without peers', 'keepalived uses multicast');
  }
  const [firstAddress] = draft.addresses;
  if (family === 'ipv6' && !isUnicast && firstAddress && !isLinkLocal(firstAddress.address))
    report(isStrict ? 'questionable-value' : 'note', firstAddress.place, 'the first IPv6 address is not link-local');
  if (draft.vrf !== undefined && !isUnicast) correct('a VRF without unicast', 'keepalived ignores the VRF');

  if (isOwner && isNopreempt(section)) correct('nopreempt with priority 255', 'keepalived ignores nopreempt');
  const delay = millisecondsOf(section, 'preempt_delay') ?? 0;
  if (instance.state === 'master') {
    if (isNopreempt(section) && !isOwner) correct('nopreempt with state MASTER', 'keepalived ignores nopreempt');
    if (delay > 0) correct('preempt_delay with state MASTER', 'keepalived ignores preempt_delay');
  } else if (delay > 0) {
    if (isStrict) correct('preempt_delay in strict mode', 'keepalived ignores preempt_delay');
    if (isNopreempt(section) && !isOwner) correct('preempt_delay with nopreempt', 'keepalived ignores preempt_delay');
  }
  if (isStrict) checkStrict(context, draft, place, isOwner, version);
  if (isUnicast && draft.multicastGroup) correct('mcast_dst_ip with unicast', 'keepalived ignores mcast_dst_ip');
  checkInterval(context, draft, version, place);
  checkLink(context, draft, place, family);
  checkTracking(context, draft, group, isOwner);
  return true;
}

function checkAuthentication(
  {report}: Context,
  draft: InstanceDraft,
  place: Place,
  version: 2 | 3,
  isStrict: boolean,
): void {
  const {type, password} = writtenAuthentication(draft.section);
  const ignored = 'keepalived does without authentication';
  if (!type) return;
  if (isStrict) report('corrected', place, 'authentication in strict mode', ignored);
  else if (version === 3) report('corrected', place, 'VRRP 3 has no authentication (RFC 9568 §9)', ignored);
  else if (!password) report('corrected', place, 'authentication without a password', ignored);
  else if (type === 'AH' && draft.family === 'ipv6') report('corrected', place, 'AH with IPv6', ignored);
  else if (
    type === 'AH' &&
    draft.state === 'master' &&
    priorityOf(draft.section) !== undefined &&
    priorityOf(draft.section) !== ownerPriority
  )
    report('corrected', place, 'state MASTER with AH', 'keepalived starts as BACKUP');
}

function checkWithoutInterface({report}: Context, {sourceAddress}: InstanceDraft, place: Place): boolean {
  if (!sourceAddress) report('inconsistent', place, 'neither an interface nor unicast_src_ip');
  else if (isLinkLocal(sourceAddress)) report('inconsistent', place, 'a link-local source without an interface');
  else return true;
  return false;
}

function checkStrict(
  {report}: Context,
  {section}: InstanceDraft,
  place: Place,
  isOwner: boolean,
  version: 2 | 3,
): void {
  const correct = (message: string) =>
    report('corrected', place, `${message} in strict mode`, 'keepalived corrects it');
  if ((numberOf(section, 'down_timer_adverts') ?? 3) !== 3) correct('down_timer_adverts');
  if (acceptsOf(section) === true && !isOwner && version === 2) correct('accept');
  if (numberOf(section, 'garp_lower_prio_repeat')) correct('garp_lower_prio_repeat');
  if (numberOf(section, 'garp_lower_prio_delay')) correct('garp_lower_prio_delay');
  if (booleanOf(section, 'lower_prio_no_advert') === false) correct('lower_prio_no_advert off');
  if (booleanOf(section, 'higher_prio_send_advert') === true) correct('higher_prio_send_advert');
}

function checkInterval({report}: Context, {section}: InstanceDraft, version: 2 | 3, place: Place): void {
  const given = millisecondsOf(section, 'advert_int') ?? 1000;
  if (version === 3 && given >= 40_960)
    report('corrected', place, 'VRRP 3 cannot say that interval', 'keepalived takes 40.95 s');
  else if (version === 3 && given % 10 !== 0)
    report('corrected', place, 'VRRP 3 counts in hundredths', 'keepalived rounds advert_int');
  else if (version === 2 && given % 1000 !== 0)
    report('corrected', place, 'VRRP 2 counts in seconds', 'keepalived rounds advert_int');
}

function checkLink({report}: Context, draft: InstanceDraft, place: Place, family: string): void {
  const {section} = draft;
  const hasLink = draft.virtualMac !== undefined || draft.ipvlan !== undefined;
  if (draft.virtualMac && flagOf(section, 'vmac_xmit_base') && booleanOf(section, 'strict_mode') === true)
    report('corrected', place, 'vmac_xmit_base in strict mode', 'keepalived ignores it');
  if (hasLink && flagOf(section, 'promote_secondaries'))
    report('corrected', place, 'promote_secondaries with a virtual MAC', 'keepalived ignores it');
  if (draft.ipvlan && family === 'ipv4' && !draft.ipvlan.address)
    report('questionable-value', place, 'an ipvlan needs an address', 'the instance is at fault');
  if (flagOf(section, 'vmac_xmit_base') && !draft.virtualMac)
    report('corrected', place, 'vmac_xmit_base without use_vmac', 'keepalived ignores it');
  for (const virtual of [...draft.addresses, ...draft.excludedAddresses]) {
    if (!virtual.usesVirtualMac) continue;
    const isHere = virtual.interface === undefined || virtual.interface === draft.interface;
    const isOurs = isHere && virtual.address.family === family;
    if ((isOurs && draft.virtualMac) || (!isOurs && flagOf(section, 'use_vmac_addr')))
      report('questionable-value', virtual.place, 'use_vmac of the address besides that of the instance');
  }
}

/** Weights mean nothing within a group, nor for the owner of the addresses. */
function checkTracking({report}: Context, draft: InstanceDraft, group: SyncGroup | undefined, isOwner: boolean): void {
  const {tracking} = draft;
  for (const tracked of tracking.interface)
    if (tracked.name === draft.interface)
      report('duplicate', tracked.place, 'an instance tracks its own interface anyway', 'keepalived ignores the line');
  const isGrouped = group !== undefined && !group.hasTrackingWeight;
  if (!isGrouped && !isOwner) return;
  const reason = isGrouped ? 'in a sync group without sync_group_tracking_weight' : 'with priority 255';
  const ignore = (tracked: Tracked, effect: string) => report('corrected', tracked.place, `a weight ${reason}`, effect);
  for (const tracked of tracking.interface)
    if (tracked.weight !== 0 && tracked.name !== draft.interface)
      ignore(tracked, isGrouped ? 'keepalived ignores the weight' : 'keepalived does not track it');
  for (const tracked of [...tracking.script, ...tracking.bfd])
    if (tracked.weight !== 0) ignore(tracked, 'keepalived does not track it');
  for (const tracked of tracking.file)
    if (tracked.weight !== 0)
      ignore(tracked, tracked.weight === 1 ? 'keepalived takes weight 0' : 'keepalived does not track it');
}
