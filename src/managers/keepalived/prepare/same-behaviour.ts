import type {KeepalivedConfig, KeepalivedReading} from '../../../config/keepalived/read-config.js';
import type {Problem} from '../../../config/keepalived/problem.js';
import {Secret} from '../../../config/keepalived/secret.js';
import {folderOf} from '../../../config/keepalived/text/include.js';
import {Password} from '../../../vrrp/password.js';

/** Whether two configurations come to the same, but for where things stand and what is tracked in a folder of ours and told to a FIFO there. */
export function isSameBehaviour(one: KeepalivedConfig, other: KeepalivedConfig, fileFolder: string): boolean {
  return essence(one, fileFolder) === essence(other, fileFolder);
}

/** What is wrong with a configuration that was not wrong with another. */
export function newProblems(before: KeepalivedReading, after: KeepalivedReading): readonly Problem[] {
  const left = before.problems.map(({code, message}) => `${code} ${message}`);
  return after.problems.filter(({code, message}) => {
    const at = left.indexOf(`${code} ${message}`);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** NB: holds secrets as they are, so that another password is a difference: to be compared, never shown. */
function essence(config: KeepalivedConfig, fileFolder: string): string {
  const isOurs = ({file}: {file: string}) => folderOf(file) === fileFolder;
  const ours = new Set(config.vrrp.trackFiles.filter(isOurs).map(({name}) => name));
  const vrrp = {...config.vrrp, trackFiles: config.vrrp.trackFiles.filter(file => !isOurs(file))};
  const isOurFifo = (value: unknown) =>
    typeof value === 'object' && value !== null && 'path' in value && folderOf(String(value.path)) === fileFolder;
  const simple = (key: string, value: unknown): unknown => {
    if (key === 'place' || key === 'end' || key === 'notifiesPriorityChanges') return undefined;
    if (key === 'vrrp' && isOurFifo(value)) return undefined;
    if (typeof value === 'bigint') return `${value}`;
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Secret) return value.reveal();
    if (value instanceof Password) return bytesOf(value);
    if (key === 'file' && Array.isArray(value))
      return value.filter((tracked: {name: string}) => !ours.has(tracked.name)).map(one => simple('', one));
    if (Array.isArray(value)) return value.map(one => simple('', one));
    if (value instanceof Map || value instanceof Set) return [...value].map(one => simple('', one));
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, simple(name, inner)]));
  };
  return JSON.stringify(simple('', {...config, vrrp}));
}

function bytesOf(password: Password): number[] {
  const bytes = new Uint8Array(Password.length);
  password.write(bytes, 0);
  return [...bytes];
}
