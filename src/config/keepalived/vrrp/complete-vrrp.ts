import {addressKey} from '../../../net/address.js';
import type {GlobalDefinitions} from '../globals/global-definitions.js';
import type {Context} from '../walk/context.js';
import {checkScripts, commandsOf, type Script} from '../walk/script-security.js';
import {booleanOf, flagOf, numberOf, type Section} from '../walk/section.js';
import {checkInstance} from './check-instance.js';
import {completeInstance, ownerPriority, type VrrpDefaults} from './complete-instance.js';
import type {InstanceDraft} from './instance-draft.js';
import {trackedKinds, type SyncGroup, type VrrpConfiguration, type VrrpInstance} from './vrrp-configuration.js';
import type {VrrpReader} from './vrrp-reader.js';

/** vrrp_complete_init() of vrrp.c: what is wrong only when all is read, and what all of it comes to. */
export function completeVrrp(
  context: Context,
  reader: VrrpReader,
  globals: GlobalDefinitions,
  section: Section,
): VrrpConfiguration {
  const defaults = defaultsOf(globals, section);
  const groups = reader.syncGroups;
  const groupOf = (draft: InstanceDraft) => groups.find(({members}) => members.includes(draft.name));
  if (!context.isInterfaceMissing) check(context, reader, section, defaults, groupOf);
  return {
    instances: reader.drafts.map(draft => completeInstance(draft, defaults, groupOf(draft))),
    syncGroups: groups,
    scripts: [...reader.scripts.values()],
    trackFiles: [...reader.trackFiles.values()],
    trackProcesses: [...reader.trackProcesses.values()],
    staticAddresses: reader.staticAddresses,
    staticRoutes: reader.staticRoutes,
    staticRules: reader.staticRules,
  };
}

function defaultsOf(globals: GlobalDefinitions, section: Section): VrrpDefaults {
  return {
    version: globals.vrrpVersion,
    isStrict: globals.isStrict,
    sendsMail: globals.sendsVrrpMail ?? globals.sendsMail ?? false,
    notifiesPriorityChanges: globals.notifiesPriorityChanges,
    answersLowerPriority: !(booleanOf(section, 'vrrp_lower_prio_no_advert') ?? false),
    sendsAdvertOnHigherPriority: booleanOf(section, 'vrrp_higher_prio_send_advert') ?? false,
    downTimerAdverts: numberOf(section, 'vrrp_down_timer_adverts') ?? 3,
    skipsAddressCheck: flagOf(section, 'vrrp_skip_check_adv_addr'),
  };
}

/** Stops where keepalived gives up. */
function check(
  context: Context,
  reader: VrrpReader,
  section: Section,
  defaults: VrrpDefaults,
  groupOf: (draft: InstanceDraft) => SyncGroup | undefined,
): void {
  const {report} = context;
  if (reader.drafts.length > 0) checkScripts(context, scriptsOf(reader, section));
  for (const draft of reader.drafts) {
    const place = draft.section.words[1] ?? draft.section.end;
    if (numberOf(draft.section, 'virtual_router_id') === undefined)
      report('inconsistent', place, 'virtual_router_id is missing');
    else if (draft.interface === undefined) report('inconsistent', place, 'the interface is missing');
    else continue;
    return;
  }
  for (const group of reader.syncGroups) checkSyncGroup(context, reader, group);
  for (const draft of reader.drafts) if (!checkInstance(context, draft, defaults, groupOf(draft))) return;
  const instances = reader.drafts.map(draft => completeInstance(draft, defaults, groupOf(draft)));
  if (checkRouterIds(context, instances)) return;
  for (const group of reader.syncGroups) checkGroupWeights(context, instances, group);
  const used = new Set(
    [...instances, ...reader.syncGroups].flatMap(({tracking}) => tracking.script.map(({name}) => name)),
  );
  for (const {name, place} of reader.scripts.values())
    if (!used.has(name)) report('note', place, `nothing tracks the script "${name}"`, 'keepalived does not run it');
}

function scriptsOf(reader: VrrpReader, globals: Section): Script[] {
  const tracked = [...reader.scripts.values()].map(({command, place}) => ({command, place, isTracked: true}));
  const groups = reader.syncGroups.flatMap(({notify, place}) =>
    Object.values(notify).map(command => ({command, place})),
  );
  return [
    ...tracked,
    ...reader.drafts.flatMap(({section}) => commandsOf(section, /^notify/)),
    ...groups,
    ...commandsOf(globals, /^(vrrp_)?notify_fifo_script$/),
  ];
}

function checkSyncGroup({report}: Context, reader: VrrpReader, group: SyncGroup): void {
  const {place, name} = group;
  if (group.members.length === 0) return report('incomplete-block', place, `the sync group "${name}" has no members`);
  const known: string[] = [];
  for (const member of group.members) {
    const first = reader.syncGroups.find(({members}) => members.includes(member));
    if (!reader.drafts.some(draft => draft.name === member))
      report('unknown-name', place, `there is no instance "${member}"`, 'keepalived ignores the member');
    else if (first !== group || known.includes(member))
      report('duplicate', place, `"${member}" is in a group already`, 'keepalived ignores the member');
    else known.push(member);
  }
  if (known.length === 0) report('incomplete-block', place, `no member of the sync group "${name}" is there`);
  else if (known.length === 1) report('questionable-value', place, `the sync group "${name}" has one member only`);
}

/** Whether two routers have the same VRID on the same link (check_vrid_conflicts()). */
function checkRouterIds({report}: Context, instances: readonly VrrpInstance[]): boolean {
  let hasConflict = false;
  const seen = new Map<string, VrrpInstance>();
  for (const instance of instances) {
    const {interface: link = '', family, virtualRouterId, isUnicast, sourceAddress, unicastPeers} = instance;
    if (isUnicast && !sourceAddress) continue;
    const group = instance.multicastGroup ? addressKey(instance.multicastGroup) : '';
    const keys = isUnicast
      ? unicastPeers.map(({address}) => `${sourceAddress && addressKey(sourceAddress)} ${addressKey(address)}`)
      : [group];
    for (const key of keys.map(each => [link, family, virtualRouterId, isUnicast, each].join(' '))) {
      const other = seen.get(key);
      if (other && other !== instance) {
        report(
          'inconsistent',
          instance.place,
          `"${instance.name}" and "${other.name}" have the same VRID ${virtualRouterId}`,
        );
        hasConflict = true;
      } else seen.set(key, instance);
    }
  }
  return hasConflict;
}

/** sync_group_tracking_init() of vrrp.c. */
function checkGroupWeights({report}: Context, instances: readonly VrrpInstance[], group: SyncGroup): void {
  const members = instances.filter(({syncGroup}) => syncGroup === group.name);
  if (!members.some(({priority}) => priority === ownerPriority)) return;
  for (const kind of trackedKinds)
    for (const {place, weight} of group.tracking[kind])
      if (weight !== 0)
        report('corrected', place, 'a weight with a member of priority 255', 'keepalived takes weight 0');
}
