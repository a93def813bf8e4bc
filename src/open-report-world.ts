import {createHash, randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {hostname} from 'node:os';
import type {ReportWorld} from './commands/report/report-world.js';
import type {Invocation} from './invocation.js';
import {openThisMachine} from './this-machine.js';

/** What reports get of this machine. @param run the program, for other command lines */
export function openReportWorld(
  {environment}: Invocation,
  run: (invocation: Invocation) => Promise<number>,
  version: string,
): ReportWorld {
  const machine = openThisMachine();
  return {
    run: machine.run,
    processes: machine.processes,
    host: hostname(),
    version,
    root: '',
    key: keyOfMachine(),
    after(delay, call) {
      const timer = setTimeout(call, delay);
      return () => clearTimeout(timer);
    },
    runCommand: (words, output) => run({name: 'lvsctl', argv: words, environment, stdin: [], ...output}),
    writeOut: bytes => void process.stdout.write(bytes),
  };
}

/** machine-id(5) is to be told to nobody as it is; where there is none, pseudonyms are of one report. */
function keyOfMachine(): string {
  let id: string;
  try {
    id = readFileSync('/etc/machine-id', 'utf8').trim() || randomUUID();
  } catch {
    id = randomUUID();
  }
  return createHash('sha256').update(`lvsctl report ${id}`).digest('hex');
}
