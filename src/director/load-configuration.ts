import {globSync, readFileSync, statSync} from 'node:fs';
import {formatDirectorProblem} from '../config/director/director-problem.js';
import {loadRouterConfiguration} from '../config/director/load-router-configuration.js';
import {hasWildcard} from '../config/keepalived/text/include.js';
import type {LoadedConfiguration} from './director-world.js';
import {scriptHost} from './programs/script-host.js';

/** Larger files are no configurations. */
const largestFile = 16 * 1024 * 1024;

/**
 * What a file says, with everything that is wrong in words.
 * @param links the names of the links there are; undefined where they cannot be read
 */
export function loadConfiguration(
  file: string,
  hostname: string,
  links: readonly string[] | undefined,
): LoadedConfiguration {
  const missing = new Set<string>();
  const {configuration, problems} = loadRouterConfiguration(file, {
    hostname,
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
    configuration: refusals.length > 0 ? undefined : configuration,
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
