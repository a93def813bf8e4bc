import {isSeq, parseDocument, isMap} from 'yaml';
import type {DirectorProblem} from '../../config/director/director-problem.js';
import {readDirectorConfiguration} from '../../config/director/read-director-configuration.js';
import {readKeepalivedConf} from '../../config/keepalived/read-config.js';
import {poolsOf} from '../../config/keepalived/to-pools.js';
import {readLdirectordConf} from '../../config/ldirectord/read-config.js';
import {poolsOfLdirectord} from '../../config/ldirectord/to-pools.js';
import type {Loss} from '../../config/pools/loss.js';
import {noPools} from '../../config/pools/no-pools.js';
import type {PoolConfiguration} from '../../config/pools/pool-configuration.js';
import {poolsOfTable} from '../../config/pools/table-pools.js';
import type {FileText, TableFormat} from '../../config/table/file-table.js';
import {type KnownNames, ldirectordNames} from '../../config/table/known-names.js';
import {readTable, type TableSurroundings} from '../../config/table/read-table.js';

/** A file as it was read to be written as another kind. */
export interface Source {
  readonly pools: PoolConfiguration;
  /** What a director of ours does not do of it, and what is no virtual service. */
  readonly losses: readonly Loss[];
  /** Why it is no file of its kind: whoever it is for does not start with it. */
  readonly refusals: readonly Loss[];
}

/** @param format what recogniseFormat() or somebody said */
export async function readSource(file: FileText, format: TableFormat, around: TableSurroundings): Promise<Source> {
  switch (format) {
    case 'keepalived':
      return readKeepalived(file, around);
    case 'ldirectord':
      return readLdirectord(file, around.names);
    case 'yaml':
      return isTable(file.text) ? readPlain(file, format, around) : readOwn(file);
    case 'rules':
    case 'json':
      return readPlain(file, format, around);
  }
}

function readKeepalived({name, text}: FileText, {files}: TableSurroundings): Source {
  const readFile = (path: string) => (path === name ? text : files.readFile(path));
  const reading = readKeepalivedConf({path: name, readFile, glob: files.glob});
  const refusals = reading.problems.filter(({severity}) => severity === 'refused');
  const {pools, problems} = poolsOf(reading);
  const [router] = reading.config.vrrp.instances;
  const count = reading.config.vrrp.instances.length;
  const routers = router ? [{place: router.place, message: `virtual routers are left out: ${count}`}] : [];
  return {
    pools,
    losses: [...problems.filter(({lvsctl}) => lvsctl !== same).map(lossOf), ...routers],
    refusals: refusals.map(({message, effect, ...place}) => ({place, message: `${message}; ${effect}`})),
  };
}

/** What is no loss: it is as keepalived has it. */
const same = 'does the same';

async function readLdirectord({name, text}: FileText, names: KnownNames): Promise<Source> {
  const read = () => readLdirectordConf({path: name, readFile: () => text, resolve: ldirectordNames(names)});
  let reading = read();
  while (await names.learn()) reading = read();
  const refusals = reading.problems.filter(({severity}) => severity === 'refused');
  const {pools, problems} = poolsOfLdirectord(reading, name);
  return {
    pools,
    losses: problems.filter(({lvsctl}) => lvsctl !== same).map(lossOf),
    refusals: refusals.map(({message, effect, ...place}) => ({place, message: `${message}; ${effect}`})),
  };
}

function readOwn(file: FileText): Source {
  const {configuration, pools, metrics, problems} = readDirectorConfiguration(file);
  const place = {file: file.name, line: 1, column: 1};
  const count = configuration.routers.length;
  return {
    pools,
    losses: [
      ...(count > 0 ? [{place, message: `virtual routers are left out: ${count}`}] : []),
      ...(metrics ? [{place, message: 'metrics are left out'}] : []),
    ],
    refusals: problems.filter(({severity}) => severity === 'refused').map(lossOf),
  };
}

async function readPlain(file: FileText, format: TableFormat, around: TableSurroundings): Promise<Source> {
  const {table, problems} = await readTable(file, format, around);
  const place = {file: file.name, line: 1, column: 1};
  const refusals = problems.map(({message, ...at}) => ({place: at, message}));
  return {pools: refusals.length > 0 ? noPools : poolsOfTable(table, place), losses: [], refusals};
}

function lossOf({message, lvsctl, advice, ...place}: DirectorProblem): Loss {
  const words = [message, lvsctl === undefined ? undefined : `lvsctl ${lvsctl}`, advice];
  return {place, message: words.filter(each => each !== undefined).join('; ')};
}

/** The services of a table are a list, those of a director a map. */
function isTable(text: string): boolean {
  try {
    const {contents} = parseDocument(text, {logLevel: 'error'});
    return isMap(contents) && (isSeq(contents.get('services', true)) || contents.has('schema'));
  } catch {
    return false;
  }
}
