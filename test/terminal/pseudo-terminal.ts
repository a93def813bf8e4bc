import {closeSync, constants, openSync} from 'node:fs';
import koffi from 'koffi';

/** Requests of ioctl_tty(2), with their values on x86 and ARM. */
const request = {
  setLock: 0x40045431, // TIOCSPTLCK: 0 unlocks the slave
  getNumber: 0x80045430, // TIOCGPTN: the N of /dev/pts/N
  setSize: 0x5414, // TIOCSWINSZ: struct winsize; the foreground processes get SIGWINCH if it is another size
} as const;

export interface PseudoTerminal {
  /** Does not block: what is not there to be read is EAGAIN. */
  readonly master: number;
  /** The path of the side that programs have open. */
  readonly slave: string;
  /** In cells. */
  setSize(columns: number, rows: number): void;
}

/** Opens a new pseudo-terminal, pty(7). The caller closes the master. */
export function openPseudoTerminal(columns: number, rows: number): PseudoTerminal {
  const ioctl = koffi.load(null).func('int ioctl(int file, unsigned long request, void *argument)');
  const master = openSync('/dev/ptmx', constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  const control = (name: keyof typeof request, argument: Int32Array | Uint16Array): void => {
    if (ioctl(master, request[name], argument) !== 0)
      throw new Error(`/dev/ptmx: ${name} failed with error number ${koffi.errno()}`);
  };
  try {
    control('setLock', new Int32Array([0]));
    const number = new Int32Array(1);
    control('getNumber', number);
    const terminal: PseudoTerminal = {
      master,
      slave: `/dev/pts/${number[0]}`,
      setSize: (columns, rows) => control('setSize', new Uint16Array([rows, columns, 0, 0])),
    };
    terminal.setSize(columns, rows);
    return terminal;
  } catch (error) {
    closeSync(master);
    throw error;
  }
}
