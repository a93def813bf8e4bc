import {formatDirectorProblem, type DirectorProblem} from './director-problem.js';
import type {Endpoint} from '../../net/endpoint.js';
import type {RouterConfiguration} from '../../vrrp/router/configuration.js';
import {type ReadOptions, readKeepalivedConf} from '../keepalived/read-config.js';
import {poolsOf} from '../keepalived/to-pools.js';
import {routersOf} from '../keepalived/to-routers.js';
import {readLdirectordConf} from '../ldirectord/read-config.js';
import {poolsOfLdirectord} from '../ldirectord/to-pools.js';
import {type KnownNames, ldirectordNames} from '../table/known-names.js';
import type {PoolConfiguration} from '../pools/pool-configuration.js';
import {noPools} from '../pools/no-pools.js';
import {emptyConfiguration, readDirectorConfiguration} from './read-director-configuration.js';

/** All that a director is to do. */
export interface DirectorLoad {
  readonly configuration: RouterConfiguration;
  readonly pools: PoolConfiguration;
  /** Where it answers `/metrics`. */
  readonly metrics: Endpoint | undefined;
  /** Of use only where none of them is a refusal: isUsable(). In the order of their places. */
  readonly problems: readonly DirectorProblem[];
}

/** The files, and what else is there that they may speak of. */
export interface DirectorFiles extends Omit<ReadOptions, 'path'> {
  /** Names in ldirectord.cf: those that are not known at once are noted, and the file is to be read again (KnownNames.learn). */
  readonly names?: KnownNames;
}

/**
 * Reads what a director is to do: `.conf` as keepalived's, `.cf` as ldirectord's, `.yaml` and `.yml` as our own. Nothing
 * that it names is run.
 * @returns a file that cannot be read is a problem as any other
 */
export function loadDirectorConfiguration(path: string, world: DirectorFiles): DirectorLoad {
  const text = world.readFile(path);
  if (/\.ya?ml$/i.test(path))
    return text === undefined ? refused(path, unreadable) : readDirectorConfiguration({name: path, text});
  if (!/\.(conf|cf)$/i.test(path))
    return refused(
      path,
      'its name says neither .conf, for a keepalived.conf, nor .cf, for an ldirectord.cf, nor .yaml',
    );
  if (text === undefined) return refused(path, unreadable);
  if (/\.cf$/i.test(path)) return loadLdirectord(path, text, world);
  const reading = readKeepalivedConf({...world, path});
  const {configuration, problems} = routersOf(reading, world.host);
  const {pools, problems: ofPools} = poolsOf(reading, world.host, world.hostname);
  return {configuration, pools, metrics: undefined, problems: together(problems, ofPools)};
}

function loadLdirectord(path: string, text: string, {names, hostname}: DirectorFiles): DirectorLoad {
  const reading = readLdirectordConf({
    path,
    readFile: () => text,
    ...(names ? {resolve: ldirectordNames(names)} : {}),
    ...(hostname === undefined ? {} : {hostname}),
  });
  return {configuration: emptyConfiguration, metrics: undefined, ...poolsOfLdirectord(reading, path, hostname)};
}

/** In the order of their places, and what both found once. */
function together(...all: readonly (readonly DirectorProblem[])[]): readonly DirectorProblem[] {
  const found = new Map(all.flat().map(problem => [formatDirectorProblem(problem), problem]));
  const files = [...new Set(all.flat().map(({file}) => file))];
  return [...found.values()].sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}

const unreadable = 'the file cannot be read: is it there, and may you read it?';

function refused(file: string, message: string): DirectorLoad {
  const problem = {file, line: 1, column: 1, severity: 'refused', message} as const;
  return {configuration: emptyConfiguration, pools: noPools, metrics: undefined, problems: [problem]};
}
