import type {Ipvs} from '../ipvs/ipvs.js';
import type {Table} from '../ipvs/table.js';
import type {OpenIpvs} from '../ipvs/unavailable.js';
import type {IpvsFacts} from './facts.js';

/** The kernel's text of connections takes quadratic time before Linux 6.14: more are not counted. */
const mostCounted = 20_000;

/** What the doctor wants to know of IPVS. Rejects as its port does. */
export async function readIpvsFacts({ipvs, information}: OpenIpvs): Promise<IpvsFacts> {
  const table = await ipvs.table();
  const daemons = await ipvs.daemons();
  const connections = entriesIn(table);
  const isListening = daemons.some(({state}) => state === 'backup');
  return {
    version: information.version,
    connectionTableSize: information.connectionTableSize,
    table,
    connections,
    daemons,
    synchronized: isListening && connections <= mostCounted ? countSynchronized(ipvs) : undefined,
  };
}

function entriesIn({entries}: Table): number {
  let sum = 0;
  for (const {destinations} of entries)
    for (const one of destinations) sum += one.activeConnections + one.inactiveConnections + one.persistentConnections;
  return sum;
}

function countSynchronized(ipvs: Ipvs): number {
  let sum = 0;
  for (const piece of ipvs.connectionOrigins()) for (const {origin} of piece) if (origin === 'synced') sum++;
  return sum;
}
