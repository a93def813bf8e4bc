import {addressKey, formatAddress} from '../../net/address.js';
import {drainKey} from '../../maintenance/drain/drain-record.js';
import type {DrainPlan} from '../../maintenance/drain/drain-plan.js';
import type {OpenDrains} from './drain-context.js';
import type {Speaker} from './drain-speaker.js';

/** How many hosts are named. */
const most = 20;

/** Nothing in the table is what was asked for: says what there is, or that a drain has removed it. Resolves to the exit status. */
export async function explainNothing(
  {known, record}: DrainPlan,
  {ipvs}: OpenDrains,
  speaker: Speaker,
): Promise<number> {
  const name = drainKey(record);
  if (known?.stage === 'removed')
    return speaker.result('removed', 0, `${name} is drained and removed already: lvsctl undrain ${name} adds it back`);
  if (known)
    return speaker.result(
      'gone',
      2,
      `${name} is drained, and somebody has deleted it since: lvsctl undrain ${name} forgets the drain, with --force it adds the servers back`,
    );
  const {entries} = await ipvs.summary();
  const hosts = new Map(entries.flatMap(each => each.destinations.map(one => [addressKey(one.address), one.address])));
  const names = [...hosts.values()].slice(0, most).map(formatAddress).join(', ');
  const more = hosts.size > most ? ` and ${hosts.size - most} more` : '';
  const there = hosts.size === 0 ? 'The table has no real servers' : `There are: ${names}${more}`;
  return speaker.result('nothing', 2, `no real server is ${name}. ${there}`);
}
