import type {Layer} from './verdict.js';

/** What a failed system call says of a server, or of ourselves. */
export type ConnectFailure =
  | {readonly type: 'down'; readonly layer: Layer; readonly isSilence: boolean; readonly words: string}
  | {readonly type: 'undecided'; readonly words: string};

/** @param code of errno, of connect(2) or of what comes before it: socket(2), setsockopt(2), bind(2) */
export function connectFailure(code: string | undefined, message: string): ConnectFailure {
  const known = code === undefined ? undefined : failures[code];
  return known ?? {type: 'down', layer: 'L4', isSilence: false, words: `the connection failed: ${message}`};
}

/** Whether a failure is our own, and says nothing of the server. */
export function isOwnFailure(code: string | undefined): boolean {
  return code !== undefined && failures[code]?.type === 'undecided';
}

const unreachable = (words: string): ConnectFailure => ({type: 'down', layer: 'L3', isSilence: true, words});
const refused = (words: string): ConnectFailure => ({type: 'down', layer: 'L4', isSilence: false, words});
const own = (words: string): ConnectFailure => ({type: 'undecided', words});

const failures: Readonly<Record<string, ConnectFailure>> = {
  ECONNREFUSED: refused('connection refused'),
  ECONNRESET: refused('the connection was reset before it was there'),
  ECONNABORTED: refused('the connection was broken off before it was there'),
  EHOSTUNREACH: unreachable('the host is not reachable: nothing answers for its address'),
  EHOSTDOWN: unreachable('the host is down, says the kernel'),
  ENETUNREACH: unreachable('there is no route to its network'),
  ETIMEDOUT: {type: 'down', layer: 'L4', isSilence: true, words: 'no answer to the connection request'},
  EMFILE: own('this process has no file descriptor left (RLIMIT_NOFILE)'),
  ENFILE: own('this host has no file descriptor left (fs.file-max)'),
  ENOMEM: own('this host has no memory left for a socket'),
  ENOBUFS: own('this host has no buffers left for a socket'),
  EADDRNOTAVAIL: own('there is no local address or port left to connect from'),
  EADDRINUSE: own('the local address and port to connect from are in use'),
  EACCES: own('this host does not allow the connection (EACCES)'),
  EPERM: own('this host does not allow the connection (EPERM): a firewall here, or a right that is missing'),
  ENODEV: own('the interface to connect from is not there'),
  EINVAL: own('the local address to connect from does not fit the target (EINVAL)'),
  EAFNOSUPPORT: own('this host does not speak the family of the address'),
};
