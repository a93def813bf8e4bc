import {formatChange} from '../../ipvsadm/format-change.js';
import type {JournalChange} from './journal-entry.js';

/** The command that makes a change. */
export function formatJournalChange(change: JournalChange): string {
  return change.type === 'set-sysctl'
    ? `sysctl -w net.ipv4.vs.${change.name}='${change.value.replaceAll('\t', ' ')}'`
    : formatChange(change);
}
