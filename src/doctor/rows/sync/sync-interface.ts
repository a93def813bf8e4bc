import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, unknown, wrong} from '../../outcomes.js';
import {shellWord} from '../../shell-word.js';

/** Whether the sync daemons can send and receive. */
export const syncInterface: DoctorRow = {
  code: 'sync-interface',
  group: 'synchronization',
  title: 'interface of the sync daemons',
  explanation:
    'A sync daemon sends and receives on one interface, which it was started with. It goes on without a word when that is down, and a daemon that was started on an interface which has gone since never comes back to one of the same name. It needs no address on it: it takes one of another interface then (tried on Linux 6.1), and hears nothing only where the host has none at all. ipvsadm(8), --mcast-interface.',
  needsAll: true,
  diagnose(facts) {
    if (!facts.ipvs.known) return [unknown(facts.ipvs.words)];
    const {daemons} = facts.ipvs.value;
    if (daemons.length === 0) return [none('no daemon runs')];
    if (!facts.network.known) return [unknown(facts.network.words)];
    const {links, addresses} = facts.network.value;
    const outer = new Set(links.filter(({isLoopback}) => !isLoopback).map(({index}) => index));
    const found = daemons.flatMap(({state, interface: name, group}) => {
      const link = links.find(one => one.name === name);
      const family = group?.family ?? 'ipv4';
      const problem = !link
        ? 'is not there'
        : !link.isUp
          ? 'is down'
          : !link.isRunning && !link.isLoopback
            ? 'has no link'
            : !addresses.some(({interface: on, address}) => outer.has(on) && address.family === family)
              ? `has no ${family === 'ipv4' ? 'IPv4' : 'IPv6'} address, nor has any other interface`
              : undefined;
      if (problem === undefined) return [];
      return [
        wrong({
          subject: `${state} daemon`,
          is: `${name} ${problem}`,
          shouldBe: 'an interface that is up, between the directors',
          why: `It ${state === 'master' ? 'sends nothing' : 'hears nothing'}: after a failover every open connection is ended.`,
          advice: `ip link show ${shellWord(name)}; then lvsctl sync stop ${state} and lvsctl sync start ${state} --interface IF`,
        }),
      ];
    });
    return foundOr(found, good(daemons.map(one => `${one.state} on ${one.interface}`).join(', ')));
  },
};
