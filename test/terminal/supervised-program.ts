import {type ChildProcess, spawn} from 'node:child_process';
import {closeSync, constants, openSync, readdirSync, readFileSync} from 'node:fs';
import {constants as system} from 'node:os';
import type {Duplex} from 'node:stream';

/** How a program ended, as a shell sees it: 128 + n for signal n, which a program may also say of itself. */
export interface Exit {
  readonly status: number;
  /** The name of signal n, where the status is 128 + n. */
  readonly signal: NodeJS.Signals | undefined;
}

export interface SupervisedProgram {
  readonly pid: number;
  /** The supervisor, whose session all descendants belong to unless they leave it. */
  readonly session: number;
  /** Lets the supervisor go, once the program has ended. */
  readonly release: () => void;
  /** Resolves when the supervisor is gone too. */
  readonly gone: Promise<void>;
}

export interface ProgramToStart {
  readonly command: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string | undefined;
  /** The path of the terminal. */
  readonly slave: string;
}

/**
 * When the leader of a session ends, the kernel hangs up its terminal: what nobody has read yet and the program's
 * settings are lost. So a shell is the leader. It says the program's pid on descriptor 3, then on the terminal that and
 * how it ended, and waits there until descriptor 3 is closed. Its own traps are not passed on; its words ("Killed") go
 * nowhere.
 */
const supervisor = `exec 4>&2 2>/dev/null
trap : INT QUIT TERM
sh -c 'echo $$ >&3; exec "$@" 2>&4 3>&- 4>&-' sh "$@"
printf '\\033]lvsctl-ended;%s\\007' $?
read -r _ <&3`;

const beginning = Buffer.from('\x1b]lvsctl-ended;');

/** Starts a program whose terminal, standard streams included, is `slave`. */
export async function superviseProgram(program: ProgramToStart): Promise<SupervisedProgram> {
  const slave = openSync(program.slave, constants.O_RDWR | constants.O_NOCTTY);
  let child: ChildProcess;
  try {
    // NB: not detached, for a leader of a group setsid(1) would fork
    const words = ['--ctty', 'sh', '-c', supervisor, 'sh', program.command, ...program.words];
    child = spawn('setsid', words, {
      stdio: [slave, slave, slave, 'pipe'],
      env: program.environment,
      ...(program.cwd === undefined ? {} : {cwd: program.cwd}),
    });
  } finally {
    closeSync(slave);
  }
  const gone = new Promise<void>((resolve, reject) => child.once('exit', () => resolve()).once('error', reject));
  const link = child.stdio[3] as Duplex;
  const pid = await Promise.race([firstLine(link), gone]);
  if (pid === undefined) throw new Error('the terminal’s supervisor ended before it started the program');
  return {pid: Number(pid), session: child.pid as number, release: () => link.destroy(), gone};
}

function firstLine(stream: Duplex): Promise<string> {
  return new Promise(resolve => {
    let text = '';
    stream.setEncoding('utf8').on('error', () => {});
    stream.on('data', (more: string) => {
      text += more;
      if (text.includes('\n')) resolve(text.trim());
    });
  });
}

/** Divides what comes from the terminal into the program's output and what the supervisor said of its end. */
export class OutputDivider {
  #held: Buffer = Buffer.alloc(0);

  /** NB: a possible beginning of the supervisor's words is held back until the next chunk tells. */
  divide(chunk: Buffer): {readonly output: Buffer; readonly exit: Exit | undefined} {
    const all = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const at = all.indexOf(beginning);
    const to = at < 0 ? -1 : all.indexOf(7, at);
    const kept = at >= 0 ? at : all.length - lengthOfBeginningAtEnd(all);
    this.#held = to >= 0 ? Buffer.alloc(0) : all.subarray(kept);
    const exit = to < 0 ? undefined : exitOf(Number(all.toString('latin1', at + beginning.length, to)));
    const output = to < 0 ? all.subarray(0, kept) : Buffer.concat([all.subarray(0, at), all.subarray(to + 1)]);
    return {output, exit};
  }
}

function lengthOfBeginningAtEnd(bytes: Buffer): number {
  let length = Math.min(bytes.length, beginning.length - 1);
  while (length > 0 && !bytes.subarray(-length).equals(beginning.subarray(0, length))) length--;
  return length;
}

export function exitOf(status: number): Exit {
  const names = Object.entries(system.signals) as [NodeJS.Signals, number][];
  return {status, signal: names.find(([, number]) => status === 128 + number)?.[0]};
}

/** Kills what runs in the session until nothing does but the supervisor, which sees it end and is then let go. */
export async function endSession(program: SupervisedProgram): Promise<void> {
  for (let pids = membersOf(program.session); pids.length > 0; pids = membersOf(program.session)) {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
    await new Promise(resolve => setTimeout(resolve, 1));
  }
  program.release();
  await program.gone;
}

/** proc_pid_stat(5): after the name in parentheses come state, parent, group, session. Without its leader. */
function membersOf(session: number): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== session)
    .filter(pid => {
      try {
        const [state, , , of] = readFileSync(`/proc/${pid}/stat`, 'latin1')
          .replace(/^.*\) /s, '')
          .split(' ');
        return Number(of) === session && state !== 'Z' && state !== 'X';
      } catch {
        return false;
      }
    })
    .map(Number);
}
