import {addressKey, formatAddress} from '../../net/address.js';
import {drainKey} from '../../maintenance/drain/drain-record.js';
import type {DrainPlan} from '../../maintenance/drain/drain-plan.js';
import type {OpenDrains} from './drain-context.js';
import type {Speaker} from './drain-speaker.js';
import {nearest} from '../../ipvs/nearest-name.js';

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
  return speaker.result(
    'nothing',
    2,
    `no real server is ${name}. ${whatServers(name, [...hosts.values()].map(formatAddress))}`,
  );
}

function whatServers(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'The table has no real servers: lvsctl list shows it';
  const near = nearest(name, known);
  if (near !== undefined) return `Did you mean ${near}? lvsctl list shows all`;
  const more = known.length > most ? ` and ${known.length - most} more` : '';
  return `There are: ${known.slice(0, most).join(', ')}${more}`;
}
