import {runProgram} from './main.js';
import {ClosedOutput, directInput, directOutput} from './standard-streams.js';
import {systemReason, systemWords} from './ipvs/system-words.js';

/** The status a shell gives a program that a closed pipe ended: 128 + SIGPIPE. */
const closedPipeStatus = 141;

/** Starts the program on this process's own streams. The launcher gives the name it was called by as the first word. */
async function start(): Promise<number> {
  const stdout = directOutput(1);
  const stderr = directOutput(2);
  const name = process.argv[2] ?? 'lvsctl';
  try {
    const status = await runProgram({
      name,
      argv: process.argv.slice(3),
      environment: process.env,
      stdin: directInput(0),
      stdout,
      stderr,
      isTerminal,
    });
    if (!stdout.failure || name.includes('ipvsadm')) return status; // ipvsadm ignores it
    stderr.write(`${name}: cannot write: ${systemReason(stdout.failure)}\n`);
    return status === 0 ? 1 : status;
  } catch (error) {
    if (error instanceof ClosedOutput) return closedPipeStatus;
    stderr.write(`${name}: ${systemWords(error)}\n`);
    if (process.env.LVSCTL_DEBUG) stderr.write(`${(error as Error).stack}\n`);
    return 2;
  }
}

/** Asked for by few: the tty module takes a while to load. */
async function isTerminal(): Promise<boolean> {
  return (await import('node:tty')).isatty(1);
}

void start().then(status => {
  process.exitCode = status;
});
