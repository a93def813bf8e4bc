import {udp} from '../../../ipvs/protocol.js';
import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {foundOr, good, none, risk, unknown, wrong} from '../../outcomes.js';
import {isPersistent} from '../../../ipvs/service.js';
import {entriesOf} from '../../table-facts.js';
import {instanceName} from '../../virtual-addresses.js';

/** Whether the sync daemons that run are those that are needed. */
export const syncDaemon: DoctorRow = {
  code: 'sync-daemon',
  group: 'synchronization',
  title: 'sync daemons',
  explanation:
    'The master tells the backup of its connections, so that they go on after a failover: the daemon of state master sends, that of state backup receives. keepalived (lvs_sync_daemon) changes them with its state; a director of lvsctl too; ldirectord and heartbeat leave that to scripts, and running both at once is as good. Two hosts of state master, or two of state backup, synchronize nothing. Datagrams, and services that both directors hash alike (sh, mh), do without. ipvsadm(8), --start-daemon.',
  needsAll: true,
  diagnose(facts) {
    if (!facts.ipvs.known) return [unknown(facts.ipvs.words)];
    const {daemons} = facts.ipvs.value;
    if (entriesOf(facts).length === 0 && daemons.length === 0) return [none('no service')];
    const states = daemons.map(({state}) => state);
    const isWanted = facts.managers.known && facts.managers.value.some(one => one.wantsSynchronization);
    const isPair = facts.routers.known && facts.routers.value.instances.some(one => one.isWanted);
    if (states.length === 0) {
      if (isWanted) return [absent('its configuration wants one', wrong)];
      if (!isPair) return [none('none runs, and no other director is known')];
      const reason = whyWithout(facts);
      return [reason === undefined ? absent('this host is one of several directors', risk) : none(reason)];
    }
    return foundOr(misplaced(facts, states), good(states.join(' and ')));
  },
};

/** Why a pair of directors may well do without; undefined where connections are lost. */
function whyWithout(facts: DirectorFacts): string | undefined {
  const services = entriesOf(facts).map(({service}) => service);
  if (services.some(isPersistent)) return undefined;
  const isHashed = ({scheduler}: (typeof services)[number]) => scheduler === 'sh' || scheduler === 'mh';
  const isUdp = ({id}: (typeof services)[number]) => id.type === 'address' && id.protocol === udp;
  if (services.every(isUdp)) return 'none runs, and datagrams without persistence need none';
  return services.every(one => isUdp(one) || isHashed(one))
    ? 'none runs, and hashing (sh, mh) needs none: both directors choose alike, also in the middle of a connection with net.ipv4.vs.sloppy_tcp = 1'
    : undefined;
}

function absent(reason: string, say: typeof risk): Diagnosis {
  return say({
    is: `none runs, and ${reason}`,
    shouldBe: 'master, backup, or both',
    why: 'After a failover every connection that is open then is ended: the other director knows none of them.',
    advice: 'lvsctl sync start both --interface IF --syncid N on each director, or lvs_sync_daemon in keepalived.conf',
  });
}

/** Where all virtual routers agree on who is master here. */
function misplaced({routers}: DirectorFacts, states: readonly string[]): Diagnosis[] {
  const own = routers.known ? routers.value.instances.filter(one => one.isWanted) : [];
  const needed = (['master', 'backup'] as const).find(state => own.length > 0 && own.every(one => one.state === state));
  if (needed === undefined || states.includes(needed)) return [];
  return [
    wrong({
      subject: own.length === 1 ? instanceName(own[0] as (typeof own)[number]) : undefined,
      is: `${states[0]} daemon, while this host is ${needed}`,
      shouldBe: needed,
      why:
        needed === 'master'
          ? 'This host has the connections and tells nobody: a failover ends them.'
          : 'This host does not hear of the connections of the master: a failover ends them.',
      advice: `lvsctl sync swap, or lvsctl sync start both: then it fits whoever is master`,
    }),
  ];
}
