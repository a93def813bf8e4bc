import {systemReason} from '../../ipvs/system-words.js';

/** The director was not reached, or has gone, or has not answered; with what to do. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(
    readonly reason: 'not-running' | 'no-access' | 'busy' | 'timeout' | 'lost' | 'garbled' | 'closed',
    words: string,
  ) {
    super(words);
  }
}

/** Why a socket cannot be connected to. @param path of the socket */
export function explainConnect(error: NodeJS.ErrnoException, path: string): NoAnswer {
  switch (error.code) {
    case 'ENOENT':
    case 'ECONNREFUSED': // a file without a process
      return new NoAnswer(
        'not-running',
        'the director does not run: systemctl start lvsctl-director, or lvsctl director run',
      );
    case 'EACCES':
    case 'EPERM':
      return new NoAnswer(
        'no-access',
        path.endsWith('control.sock')
          ? `${path} is root's alone: run with sudo`
          : `no access to ${path}: run with sudo, or add yourself to the group lvsctl`,
      );
    case 'EAGAIN': // unix(7): more wait to be accepted than the socket lets
      return new NoAnswer('busy', `the director does not take up connections on ${path}: try again`);
    default:
      return new NoAnswer('lost', `${path} cannot be connected to: ${systemReason(error)}`);
  }
}

/** Something came that no director of this version sends. */
export function explainGarbled(problem: string): NoAnswer {
  return new NoAnswer('garbled', `what answers is no director, or one of another version: ${problem}`);
}

/** A call without an answer within its time, in milliseconds. */
export function explainTimeout(method: string, timeout: number, mayChange: boolean): NoAnswer {
  const words = `the director has not answered ${method} within ${timeout / 1000} s`;
  return new NoAnswer('timeout', mayChange ? `${words}: it may still do it; look at its state` : words);
}
