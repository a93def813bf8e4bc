import {globSync, readFileSync, statSync} from 'node:fs';
import {formatDirectorProblem} from '../config/director/director-problem.js';
import {loadDirectorConfiguration} from '../config/director/load-director-configuration.js';
import {hasWildcard} from '../config/keepalived/text/include.js';
import {KnownNames} from '../config/table/known-names.js';
import type {Resolver} from '../net/resolver.js';
import type {LoadedConfiguration} from './director-world.js';
import {scriptHost} from './programs/script-host.js';

/** Larger files are no configurations. */
const largestFile = 16 * 1024 * 1024;

/**
 * What a file says, with everything that is wrong in words. Names of hosts are looked up, as often as new ones are found.
 * @param links the names of the links there are; undefined where they cannot be read
 */
export async function loadConfiguration(
  file: string,
  hostname: string,
  links: readonly string[] | undefined,
  resolver: Pick<Resolver, 'addressOf' | 'portOf'>,
): Promise<LoadedConfiguration> {
  const names = new KnownNames(resolver);
  let loaded = readOnce(file, hostname, links, names);
  while (await names.learn()) loaded = readOnce(file, hostname, links, names);
  return loaded;
}

function readOnce(
  file: string,
  hostname: string,
  links: readonly string[] | undefined,
  names: KnownNames,
): LoadedConfiguration {
  const missing = new Set<string>();
  const {
    configuration: routers,
    pools,
    metrics,
    problems,
  } = loadDirectorConfiguration(file, {
    hostname,
    names,
    readFile: readRegular,
    glob(pattern) {
      const found = globSync(pattern).sort();
      if (found.length === 0 && !hasWildcard(pattern)) missing.add(pattern);
      for (const path of found) if (readRegular(path) === undefined) missing.add(path);
      return found;
    },
    host: scriptHost(links),
  });
  const wordsOf = (wanted: 'refused' | 'warning') =>
    problems.filter(({severity}) => severity === wanted).map(formatDirectorProblem);
  const refusals = wordsOf('refused');
  return {
    configuration: refusals.length > 0 ? undefined : {routers, pools, metrics},
    problems: refusals,
    warnings: [...wordsOf('warning'), ...[...missing].map(path => `${path} is included, and cannot be read`)],
    missing: [...missing],
  };
}

/** NB: an include may name a FIFO, which would be waited for. */
function readRegular(path: string): string | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= largestFile ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
