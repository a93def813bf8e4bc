import {type ErrnoCode, errnoNumber, errnoText} from '../../../ipvs/errno.js';
import type {Director} from '../director.js';
import type {Store} from '../store/store.js';
import {
  applicationsText,
  connectionRecords,
  connectionsHeader,
  syncedConnectionRecords,
  syncedConnectionsHeader,
} from './connections-text.js';
import {pieces, upToAPage} from './pieces.js';
import {serviceRecords, servicesHeader} from './services-text.js';
import {perCpuText, statisticsText} from './statistics-text.js';
import {isSysctl, sysctlText, writeSysctl} from './sysctls.js';

/** A file under /proc/net: a header, and records that are walked anew for each piece. */
interface ProcFile {
  readonly header: (director: Director) => string;
  readonly records: (director: Director, skip: number) => Iterable<string>;
}

const whole = (text: (director: Director) => string): ProcFile => ({header: text, records: () => []});

const files: Readonly<Record<string, ProcFile>> = {
  '/proc/net/ip_vs': {header: () => servicesHeader, records: serviceRecords},
  '/proc/net/ip_vs_conn': {header: () => connectionsHeader, records: connectionRecords},
  '/proc/net/ip_vs_conn_sync': {header: () => syncedConnectionsHeader, records: syncedConnectionRecords},
  '/proc/net/ip_vs_stats': whole(statisticsText),
  '/proc/net/ip_vs_stats_percpu': whole(perCpuText),
  '/proc/net/ip_vs_app': whole(() => applicationsText),
};

const sysctlFolder = '/proc/sys/net/ipv4/vs/';

/** Reads a file as open(2) and read(2) do. */
export function readFile(store: Store, path: string): Iterable<Uint8Array> {
  const file = files[path];
  if (file) {
    return pieces(store.read(file.header), skip => store.read(director => upToAPage(file.records(director, skip))));
  }
  const text = path.startsWith(sysctlFolder)
    ? store.read(({sysctls}) => sysctlText(sysctls, path.slice(sysctlFolder.length)))
    : undefined;
  if (text === undefined) throw systemError('ENOENT', 'open', path);
  return [Buffer.from(text, 'latin1')];
}

/** Writes a file as open(2) and write(2) do. */
export function writeFile(store: Store, isPrivileged: boolean, path: string, value: string): void {
  const name = path.startsWith(sysctlFolder) ? path.slice(sysctlFolder.length) : '';
  const isSetting = isSysctl(name) || name === 'sync_threshold';
  if (!isSetting && !files[path]) throw systemError('ENOENT', 'open', path);
  if (!isPrivileged) throw systemError('EACCES', 'open', path);
  if (!isSetting) throw systemError('EIO', 'write', path);
  const isDone = store.update(({sysctls}) => {
    const hasChanged = writeSysctl(sysctls, name, value);
    return {result: hasChanged, hasChanged};
  });
  if (!isDone) throw systemError('EINVAL', 'write', path);
}

/** An error as node:fs throws it. */
export function systemError(code: ErrnoCode, call: string, path?: string): Error {
  const errno = -errnoNumber(code);
  const message = `${code}: ${errnoText(-errno).toLowerCase()}, ${call}${path === undefined ? '' : ` '${path}'`}`;
  return Object.assign(new Error(message), {code, errno, syscall: call, ...(path !== undefined && {path})});
}
