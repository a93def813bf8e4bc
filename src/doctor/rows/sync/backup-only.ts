import type {DoctorRow} from '../../doctor-row.js';
import {good, none, unknown, wrong} from '../../outcomes.js';
import {vsSysctl} from '../../sysctl-facts.js';
import {entriesOf} from '../../table-facts.js';

const name = 'net.ipv4.vs.backup_only';

/** Whether a master is kept from forwarding. */
export const backupOnly: DoctorRow = {
  code: 'backup-only',
  group: 'synchronization',
  title: 'a master that forwards nothing',
  explanation:
    'With net.ipv4.vs.backup_only = 1 a director forwards nothing while its backup sync daemon runs, whatever its virtual routers say, and also where the master daemon runs beside it. That is meant for a backup that is a real server of the master. Both daemons at once, which are right otherwise, make a master that balances nothing (tried on Linux 6.1). Documentation/networking/ipvs-sysctl.rst.',
  needsAll: true,
  diagnose(facts) {
    const {ipvs, routers} = facts;
    if (!ipvs.known) return [unknown(ipvs.words)];
    if (vsSysctl(facts, 'backup_only') !== 1) return [none('backup_only is 0')];
    if (entriesOf(facts).length === 0 || !ipvs.value.daemons.some(({state}) => state === 'backup'))
      return [good('1, and no backup daemon runs')];
    const own = routers.known ? routers.value.instances.filter(({isWanted}) => isWanted) : [];
    const sends = ipvs.value.daemons.some(({state}) => state === 'master');
    if (!own.some(({state}) => state === 'master') && !(own.length === 0 && sends))
      return [good('1: forwards nothing while it is backup')];
    return [
      wrong({
        subject: name,
        is: `1, and the backup daemon runs${own.length === 0 ? '' : ', while this host is master'}`,
        shouldBe: '0, or only the master daemon running on a master',
        why: 'IPVS forwards nothing: requests reach this host itself, which refuses them.',
        advice: `lvsctl sync stop backup, or sysctl -w ${name}=0`,
      }),
    ];
  },
};
