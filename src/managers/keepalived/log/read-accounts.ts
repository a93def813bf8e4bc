import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import type {Account} from '../../../vrrp/findings/knowledge.js';
import type {Milliseconds} from '../../../vrrp/intervals.js';
import type {SourceView} from '../../../vrrp/truth/router-truth.js';
import type {Machine} from '../../machine.js';
import {parseLog} from './parse-log.js';

/** What a log told, and how it was read. */
export interface LogReading {
  readonly accounts: readonly Account[];
  readonly source: SourceView;
}

/** Of a file, so much of its end is read. */
const mostBytes = 4 * 1024 * 1024;
const journalWords = ['--no-pager', '-o', 'short-iso-precise', '-t', 'Keepalived_vrrp', '-n', '2000'];

/** @param log `journal` for systemd's, which starts journalctl(1), else a file */
export async function readAccounts(machine: Machine, log: string, now: Milliseconds): Promise<LogReading> {
  const isJournal = log === 'journal';
  try {
    const text = isJournal ? await readJournal(machine) : endOf(log);
    const accounts = parseLog(text, now, isJournal ? 'journal' : 'log');
    const words =
      accounts.length === 0
        ? 'tells of no transition'
        : `tells of ${accounts.map(({instance}) => instance).join(', ')}`;
    return {accounts, source: {kind: 'log', name: log, state: 'good', words}};
  } catch (error) {
    return {accounts: [], source: {kind: 'log', name: log, state: 'failed', words: (error as Error).message}};
  }
}

async function readJournal(machine: Machine): Promise<string> {
  const {status, stdout, stderr} = await machine.run('journalctl', journalWords, {timeout: 5000});
  if (status !== 0) throw new Error(`journalctl: ${stderr.trim().split('\n').at(-1) ?? `status ${status}`}`);
  return stdout;
}

function endOf(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    const {size} = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, mostBytes));
    const length = readSync(descriptor, bytes, 0, bytes.length, Math.max(0, size - bytes.length));
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(descriptor);
  }
}
