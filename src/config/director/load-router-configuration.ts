import {readKeepalivedConf, type ReadOptions} from '../keepalived/read-config.js';
import {routersOf} from '../keepalived/to-routers.js';
import {type DirectorReading, emptyConfiguration, readDirectorConfiguration} from './read-director-configuration.js';

/**
 * Reads what a director is to do: `.conf` as keepalived's, `.yaml` and `.yml` as our own.
 * @param world the files, and what else is there that keepalived.conf may speak of
 * @returns a file that cannot be read is a problem as any other
 */
export function loadRouterConfiguration(path: string, world: Omit<ReadOptions, 'path'>): DirectorReading {
  if (/\.ya?ml$/i.test(path)) {
    const text = world.readFile(path);
    return text === undefined ? refused(path, unreadable) : readDirectorConfiguration({name: path, text});
  }
  if (!/\.conf$/i.test(path))
    return refused(path, 'its name says neither .conf, for a keepalived.conf, nor .yaml, for one of lvsctl');
  if (world.readFile(path) === undefined) return refused(path, unreadable);
  return routersOf(readKeepalivedConf({...world, path}), world.host);
}

const unreadable = 'the file cannot be read: is it there, and may you read it?';

function refused(file: string, message: string): DirectorReading {
  return {configuration: emptyConfiguration, problems: [{file, line: 1, column: 1, severity: 'refused', message}]};
}
