import type {OwnAuthentication} from '../../../vrrp/advertisement.js';
import type {RouterSettings} from '../../../vrrp/router/configuration.js';
import {shortestPromised} from '../../director/check-router.js';
import type {GlobalDefinitions} from '../globals/global-definitions.js';
import type {Place} from '../problem.js';
import {effectiveTracking} from '../vrrp/effective-tracking.js';
import type {SyncGroup, VrrpInstance} from '../vrrp/vrrp-configuration.js';
import {flagOf} from '../walk/section.js';
import {addressesOf} from './addresses.js';
import {announcementsOf} from './announcing.js';
import {checksumsOf} from './checksums.js';
import type {Commands} from './commands.js';
import type {Findings} from './findings.js';
import type {BlockLines} from './lines.js';
import type {Trackables} from './tracking.js';
import {findUnsupported, findUnsupportedOptions} from './unsupported.js';

/** What an instance needs of the rest of the file. */
export interface Surroundings {
  readonly globals: GlobalDefinitions;
  readonly globalLines: BlockLines;
  readonly groups: readonly SyncGroup[];
  readonly commands: Commands;
  readonly trackables: Trackables;
  readonly findings: Findings;
}

/** An instance as a virtual router of ours; undefined without a link or a VRID, which keepalived tells itself. */
export function routerOf(instance: VrrpInstance, lines: BlockLines, around: Surroundings): RouterSettings | undefined {
  const {globals, globalLines, groups, commands, trackables, findings} = around;
  findDifferences(instance, lines, findings);
  if (instance.interface === undefined || instance.virtualRouterId === 0) return undefined;
  const {name, family, priority, version, isUnicast, sourceAddress} = instance;
  const group = groups.find(each => each.name === instance.syncGroup);
  const {announcing, copies} = announcementsOf(instance, globalLines);
  const general = family === 'ipv4' ? globals.multicastGroup4 : globals.multicastGroup6;
  return {
    name,
    interface: instance.interface,
    virtualRouter: instance.virtualRouterId,
    family,
    priority,
    rules: {
      version,
      interval: instance.advertInterval,
      silentIntervals: instance.downTimerAdverts,
      preempts: instance.preempts,
      preemptDelay: instance.preemptDelay,
      answersLower: instance.answersLowerPriority,
      announcing,
    },
    ...addressesOf(instance, findings),
    accepts: instance.accepts && !(instance.isStrict && version === 2 && priority !== 255), // strict mode undoes accept
    authentication: authenticationOf(instance, lines, findings),
    checksums: checksumsOf(instance, lines, globalLines),
    unicast: isUnicast ? unicastOf(instance, lines, globalLines) : undefined,
    multicastGroup: isUnicast ? undefined : (instance.multicastGroup ?? general),
    ignoresAddressLists: instance.skipsAddressCheck,
    source: sourceAddress,
    copies,
    tracking: trackables.settingsOf(effectiveTracking(instance, group), instance.interface),
    notify: {
      ...commands.notifyOf(instance.notify, keyword => placeOf(lines, keyword) ?? instance.place),
      isDeletionTold: placeOf(lines, 'notify_deleted') !== undefined,
      isPriorityTold: instance.notifiesPriorityChanges,
    },
  };
}

/** Bounds of the TTL turn on check_unicast_src; so does one that every packet keeps. */
function unicastOf(
  {unicastPeers, unicastTtl}: VrrpInstance,
  {section}: BlockLines,
  globals: BlockLines,
): RouterSettings['unicast'] {
  const isChecked = flagOf(section, 'check_unicast_src') || flagOf(globals.section, 'vrrp_check_unicast_src');
  const peers = unicastPeers.map(({address, leastTtl, mostTtl}) => ({
    address,
    minimumHopLimit: isChecked ? Math.max(1, leastTtl) : leastTtl,
    maximumHopLimit: mostTtl,
  }));
  return {peers, hopLimit: unicastTtl ?? 255};
}

function findDifferences(instance: VrrpInstance, lines: BlockLines, findings: Findings): void {
  findUnsupported(lines, 'instance', findings);
  for (const entry of lines.section.entries)
    if (entry.type === 'list' && entry.row.keyword.startsWith('virtual_ipaddress'))
      for (const words of entry.items) findUnsupportedOptions(words, findings);
  const fault = placeOf(lines, 'unicast_fault_no_peer');
  if (fault && !instance.isUnicast)
    findings.refuse(fault, 'unicast_fault_no_peer without peers', {
      keepalived: 'is at fault until a reload gives it peers',
      lvsctl: 'would use multicast',
      advice: 'name the peers in unicast_peer',
    });
  if (instance.advertInterval < shortestPromised)
    findings.warn(placeOf(lines, 'advert_int') ?? instance.place, `an interval of ${instance.advertInterval} ms`, {
      keepalived: 'does as told, unless it is kept waiting',
      lvsctl: `does as told, and promises nothing below ${shortestPromised} ms`,
      advice: `take advert_int ${shortestPromised / 1000} or more`,
    });
}

function authenticationOf(
  {authentication, place}: VrrpInstance,
  {nodes}: BlockLines,
  findings: Findings,
): OwnAuthentication {
  if (authentication?.type === 'PASS') return {type: 'password', password: authentication.password};
  if (!authentication) return {type: 'none'};
  const block = nodes.find(({words}) => words[0]?.text === 'authentication')?.block?.children;
  const line = block?.findLast(({words}) => words[0]?.text === 'auth_type')?.words[0];
  findings.refuse(line ?? place, 'auth_type AH', {
    keepalived: 'signs its adverts with AH, which RFC 3768 took out',
    lvsctl: 'has passwords or nothing',
    advice: 'use PASS, or version 3, on all peers',
  });
  return {type: 'none'};
}

function placeOf({section}: BlockLines, keyword: string): Place | undefined {
  return section.entries.findLast(({row}) => row.keyword === keyword)?.words[0];
}
