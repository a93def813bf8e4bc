import {readEnd} from '../../read-end.js';
import type {Machine} from '../../machine.js';

/** Of a file, so much of its end is read. */
const mostBytes = 4 * 1024 * 1024;
const mostLines = '2000';

/** The end of a log. @param log `journal` for systemd's, which starts journalctl(1), else a file @param process whose lines of the journal. Rejects with Error in words */
export async function readLogText(machine: Machine, log: string, process: string): Promise<string> {
  if (log !== 'journal') return readEnd(log, mostBytes).text;
  const words = ['--no-pager', '-o', 'short-iso-precise', '-t', process, '-n', mostLines];
  const {status, stdout, stderr} = await machine.run('journalctl', words, {timeout: 5000});
  if (status !== 0) throw new Error(`journalctl: ${stderr.trim().split('\n').at(-1) ?? `status ${status}`}`);
  return stdout;
}
