import type {DoctorRow} from '../../doctor-row.js';
import {good, none, unknown} from '../../outcomes.js';
import {count} from '../../table-facts.js';

/** Whether a backup has heard of connections. */
export const syncCoverage: DoctorRow = {
  code: 'sync-coverage',
  group: 'synchronization',
  title: 'connections heard of',
  explanation:
    'That a daemon runs says nothing about what arrives: another syncid, group or port, a switch that does not pass the multicast, or a firewall, and it hears nothing. A backup sees how many connections it was told of, but not how many there are: that is for both directors together, lvsctl sync status --peer. So an empty backup is no finding here.',
  needsAll: true,
  diagnose({ipvs}) {
    if (!ipvs.known) return [unknown(ipvs.words)];
    const {daemons, synchronized} = ipvs.value;
    if (!daemons.some(({state}) => state === 'backup')) return [none('no backup daemon runs')];
    if (synchronized === undefined) return [unknown('too many connections to count')];
    if (synchronized > 0) return [good(`${count(synchronized, 'entry', 'entries')} of another director`)];
    return [
      unknown(
        'nothing was heard of another director: it is idle, or it is not heard',
        'lvsctl sync status -o json on the other director; here: lvsctl sync status --peer FILE',
      ),
    ];
  },
};
