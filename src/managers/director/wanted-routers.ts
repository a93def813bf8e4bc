import {parseAddress} from '../../net/address.js';
import {parsePrefix} from '../../net/prefix.js';
import type {DirectorState, RouterState} from '../../director/protocol/director-state.js';
import type {WantedAddress, WantedInstance} from '../../vrrp/findings/wanted-instance.js';

/** As the observer's events name the director. */
export const directorName = 'director';

/** What the director runs, as views and findings want it. What cannot be read of it is left out. */
export function wantedRouters({routers}: DirectorState): readonly WantedInstance[] {
  return routers.map(wantedRouter);
}

function wantedRouter(router: RouterState): WantedInstance {
  const multicastGroup = router.multicastGroup === undefined ? undefined : parseAddress(router.multicastGroup);
  return {
    name: router.name,
    daemon: directorName,
    interface: router.interface,
    virtualRouter: router.virtualRouter,
    family: router.family,
    version: router.version,
    priority: router.basePriority,
    interval: router.interval,
    addresses: [...router.addresses.flatMap(wanted(router, false)), ...router.excluded.flatMap(wanted(router, true))],
    unicastPeers: router.unicastPeers?.flatMap(text => parseAddress(text) ?? []),
    ...(multicastGroup && {multicastGroup}),
    authentication: router.authentication === 'password' ? {type: 'password', password: undefined} : {type: 'none'},
    ignoresAddressLists: router.ignoresAddressLists,
    preempts: router.preempts,
    syncGroup: router.group,
    tracked: [], // its adjustments and faults say what of it matters now
  };
}

function wanted({links}: RouterState, isExcluded: boolean): (text: string) => WantedAddress[] {
  return text => {
    const prefix = parsePrefix(text);
    const link = Object.hasOwn(links, text) ? links[text] : undefined;
    return prefix ? [{address: prefix.address, interface: link, isExcluded}] : [];
  };
}
