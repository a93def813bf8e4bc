import {formatAddress, isSameAddress} from '../../net/address.js';
import {advertisementGroups} from '../../vrrp/multicast.js';
import {causeWords} from '../../vrrp/router/cause.js';
import type {OwnAddress, RouterConfiguration, RouterSettings} from '../../vrrp/router/configuration.js';
import type {RouterStatus} from '../../vrrp/speaker/speaker-report.js';
import type {RouterState} from '../protocol/director-state.js';

/** A virtual router as the sockets show it: what is wanted of it, and what the speaker knows. @param status undefined as long as it has not told */
export function viewRouter(
  settings: RouterSettings,
  status: RouterStatus | undefined,
  configuration: RouterConfiguration,
  startedAt: number,
): RouterState {
  const {rules} = settings;
  const group = configuration.groups.find(({members}) => members.includes(settings.name));
  const {rejected = {}, ...counters} = status?.counters ?? {};
  const priority = status?.priority ?? settings.priority;
  return {
    name: settings.name,
    interface: settings.interface,
    virtualRouter: settings.virtualRouter,
    family: settings.family,
    version: rules.version,
    interval: rules.interval,
    preempts: rules.preempts,
    preemptDelay: rules.preemptDelay,
    accepts: settings.accepts,
    unicastPeers: settings.unicast?.peers.map(({address}) => formatAddress(address)),
    addresses: settings.addresses.map(addressText),
    excluded: settings.excluded.map(addressText),
    links: linksOf(settings),
    authentication: settings.authentication.type,
    multicastGroup: unusualGroup(settings),
    ignoresAddressLists: settings.ignoresAddressLists,
    group: group?.name,
    state: status?.router ?? 'initialize',
    since: status?.since ?? startedAt,
    cause: status ? causeWords(status.cause) : 'not started yet',
    basePriority: status?.basePriority ?? settings.priority,
    priority,
    advertisedPriority: status?.advertisedPriority ?? priority,
    faults: status?.faults ?? [],
    adjustments: status?.adjustments ?? [],
    hold: status?.hold,
    master: status?.master && {
      address: formatAddress(status.master.source),
      priority: status.master.priority,
      heardAt: status.master.at,
    },
    rivals: status?.rivals.map(({source}) => formatAddress(source)) ?? [],
    source: status?.source && formatAddress(status.source),
    presentAddresses: status?.present ?? 0,
    strayAddresses: status?.strays.map(addressText) ?? [],
    counters,
    rejections: rejected,
  };
}

function unusualGroup({multicastGroup, family}: RouterSettings): string | undefined {
  if (!multicastGroup || isSameAddress(multicastGroup, advertisementGroups[family])) return undefined;
  return formatAddress(multicastGroup);
}

function linksOf({interface: own, addresses, excluded}: RouterSettings): Readonly<Record<string, string>> {
  const elsewhere = [...addresses, ...excluded].flatMap(address =>
    address.interface === undefined || address.interface === own ? [] : [[addressText(address), address.interface]],
  );
  return Object.fromEntries(elsewhere);
}

function addressText({address, prefixLength}: Pick<OwnAddress, 'address' | 'prefixLength'>): string {
  return `${formatAddress(address)}/${prefixLength}`;
}
