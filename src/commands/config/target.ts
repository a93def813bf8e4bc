import {stringify} from 'yaml';
import {isUsable, formatDirectorProblem} from '../../config/director/director-problem.js';
import {readDirectorConfiguration} from '../../config/director/read-director-configuration.js';
import {poolsDocument} from '../../config/director/write-pools.js';
import {readKeepalivedConf} from '../../config/keepalived/read-config.js';
import {poolsOf} from '../../config/keepalived/to-pools.js';
import {readLdirectordConf} from '../../config/ldirectord/read-config.js';
import {poolsOfLdirectord} from '../../config/ldirectord/to-pools.js';
import {formatPoolDifference} from '../../config/pools/format-pool-difference.js';
import {writeKeepalived} from '../../config/pools/keepalived/write-keepalived.js';
import {writeLdirectord} from '../../config/pools/ldirectord/write-ldirectord.js';
import type {Loss} from '../../config/pools/loss.js';
import {Losses} from '../../config/pools/losses.js';
import type {PoolConfiguration, PoolPlace} from '../../config/pools/pool-configuration.js';
import {writeRules} from '../../config/pools/write-rules.js';
import type {PoolsReading} from '../../config/keepalived/to-pools.js';
import type {convertTargets} from './convert.js';

export type ConvertTarget = (typeof convertTargets)[number];

/** A file as it is written. */
export interface Target {
  readonly text: string;
  readonly losses: readonly Loss[];
}

/** What was written is read again: whatever is not the same then, and nobody has told, is told. @param place of the source */
export function writeTarget(pools: PoolConfiguration, to: ConvertTarget, place: PoolPlace): Target {
  const losses = new Losses();
  const text = write(pools, to, losses);
  const again = readAgain(text, to);
  if (!again) return {text, losses: losses.all};
  for (const problem of again.problems)
    if (problem.severity === 'refused')
      losses.lose(place, `what is written would be refused: ${formatDirectorProblem(problem)}`);
  if (losses.all.length === 0 && isUsable(again.problems))
    for (const line of formatPoolDifference(pools, countedAlike(again.pools, pools)))
      losses.lose(place, `it is not the same there: ${line}`);
  return {text, losses: losses.all};
}

/** Whether servers or weights are counted is told where it makes a difference. */
function countedAlike(pools: PoolConfiguration, as: PoolConfiguration): PoolConfiguration {
  const counts = new Map(as.pools.map(({name, quorumCounts}) => [name, quorumCounts]));
  const alike = pools.pools.map(pool => ({...pool, quorumCounts: counts.get(pool.name) ?? pool.quorumCounts}));
  return {...pools, pools: alike};
}

function write(pools: PoolConfiguration, to: ConvertTarget, {lose}: Losses): string {
  switch (to) {
    case 'keepalived':
      return writeKeepalived(pools, lose);
    case 'ldirectord':
      return writeLdirectord(pools, lose);
    case 'rules':
      return writeRules(pools, lose);
    case 'yaml':
      return stringify(poolsDocument(pools, lose), {lineWidth: 0});
  }
}

function readAgain(text: string, to: ConvertTarget): PoolsReading | undefined {
  const files = {readFile: (path: string) => (path === 'it' ? text : undefined), glob: () => []};
  if (to === 'keepalived') return poolsOf(readKeepalivedConf({path: 'it', ...files}));
  if (to === 'ldirectord') return poolsOfLdirectord(readLdirectordConf({path: 'it', ...files}), 'it');
  return to === 'yaml' ? readDirectorConfiguration({name: 'it', text}) : undefined;
}
