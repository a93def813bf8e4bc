import {globSync, readFileSync, statSync} from 'node:fs';
import type {PoolConfiguration} from '../../config/pools/pool-configuration.js';
import {formatDirectorProblem} from '../../config/director/director-problem.js';
import {loadDirectorConfiguration} from '../../config/director/load-director-configuration.js';
import {readKeepalivedConf} from '../../config/keepalived/read-config.js';
import {poolsOf, type PoolsReading} from '../../config/keepalived/to-pools.js';
import {readLdirectordConf} from '../../config/ldirectord/read-config.js';
import {poolsOfLdirectord} from '../../config/ldirectord/to-pools.js';
import {KnownNames} from '../../config/table/known-names.js';
import {tcp, udp} from '../../ipvs/protocol.js';
import type {CheckFile} from '../../managers/check-source.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {Resolver} from '../../net/resolver.js';
import {Usage} from '../command.js';

export interface ReadPools {
  readonly pools: PoolConfiguration;
  /** What cannot be carried out of the file, a line each. */
  readonly refusals: readonly string[];
}

/** Larger files are no configurations. */
const largest = 16 * 1024 * 1024;

/** The servers of a configuration and their checks, whoever's file it is: nothing that it names is run. @throws Usage where it cannot be read */
export async function readPools(
  {path, configId, hostname}: CheckFile,
  resolver: Pick<Resolver, 'addressOf' | 'portOf'>,
): Promise<ReadPools> {
  const text = readRegular(path);
  if (text === undefined) throw new Usage(`${escapeControls(path)} cannot be read: is it there, and may you read it?`);
  if (/\.ya?ml$/i.test(path)) {
    const {pools, problems} = loadDirectorConfiguration(path, {readFile: readRegular, glob});
    return chosen({pools, problems});
  }
  if (/^virtual6?\s*=/m.test(text)) return chosen(await ofLdirectord(path, hostname, resolver));
  const named = {...(hostname === undefined ? {} : {hostname}), ...(configId === undefined ? {} : {configId})};
  return chosen(poolsOf(readKeepalivedConf({path, readFile: readRegular, glob, ...named})));
}

async function ofLdirectord(
  path: string,
  hostname: string | undefined,
  resolver: Pick<Resolver, 'addressOf' | 'portOf'>,
): Promise<PoolsReading> {
  const names = new KnownNames(resolver);
  const read = () =>
    readLdirectordConf({
      path,
      readFile: readRegular,
      resolve: {
        addressOf: (host, family) => (family === 'ipv4' ? names.addressIfKnown(host) : undefined),
        portOf: (service, protocol) => names.portOf(service, protocol === 'udp' ? udp : tcp) ?? undefined,
      },
      ...(hostname === undefined ? {} : {hostname}),
    });
  let reading = read();
  while (await names.learn()) reading = read();
  return poolsOfLdirectord(reading, path, hostname);
}

function chosen({pools, problems}: PoolsReading): ReadPools {
  return {pools, refusals: problems.filter(({severity}) => severity === 'refused').map(formatDirectorProblem)};
}

/** NB: an include may name a FIFO, which would be waited for. */
function readRegular(path: string): string | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= largest ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

function glob(pattern: string): readonly string[] {
  return globSync(pattern).sort();
}
