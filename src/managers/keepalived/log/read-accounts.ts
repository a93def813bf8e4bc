import type {Account} from '../../../vrrp/findings/knowledge.js';
import type {Milliseconds} from '../../../vrrp/intervals.js';
import type {SourceView} from '../../../vrrp/truth/router-truth.js';
import type {Machine} from '../../machine.js';
import {parseLog} from './parse-log.js';
import {readLogText} from './read-log-text.js';
import {systemReason} from '../../../ipvs/system-words.js';

/** What a log told, and how it was read. */
export interface LogReading {
  readonly accounts: readonly Account[];
  readonly source: SourceView;
}

/** @param log `journal` for systemd's, which starts journalctl(1), else a file */
export async function readAccounts(machine: Machine, log: string, now: Milliseconds): Promise<LogReading> {
  try {
    const text = await readLogText(machine, log, 'Keepalived_vrrp');
    const accounts = parseLog(text, now, log === 'journal' ? 'journal' : 'log');
    const words =
      accounts.length === 0
        ? 'tells of no transition'
        : `tells of ${accounts.map(({instance}) => instance).join(', ')}`;
    return {accounts, source: {kind: 'log', name: log, state: 'good', words}};
  } catch (error) {
    return {accounts: [], source: {kind: 'log', name: log, state: 'failed', words: systemReason(error)}};
  }
}
