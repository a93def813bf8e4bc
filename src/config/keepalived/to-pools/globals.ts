import type {Findings} from '../to-routers/findings.js';
import type {BlockLines} from '../to-routers/lines.js';
import {booleanOf} from '../walk/section.js';

type Row = readonly [keyword: string, keepalived: string, lvsctl: string, advice: string];

/** What of global_defs is about the table, and is not carried out. */
const unsupported: readonly Row[] = [
  ['lvs_flush', 'empties the table when it starts', 'takes over what is there', 'lvsctl -C empties it'],
  ['lvs_timeouts', 'sets the timeouts of the kernel', 'leaves them', 'set them with lvsctl --set'],
  ['lvs_notify_fifo', 'tells a FIFO', 'tells none of servers', 'use notify_up and notify_down'],
  ['enable_snmp_checker', 'serves SNMP', 'does not', 'ask for /metrics, or with lvsctl checks -o json'],
  ['nftables_ipvs', 'has nftables mark the packets of groups', 'has a service for each address', 'take it out'],
]; // biome-ignore format: a table

export function findUnsupportedGlobals({nodes, section}: BlockLines, findings: Findings): void {
  for (const {words} of nodes) {
    const [keyword] = words;
    const row = unsupported.find(([name]) => name === keyword?.text);
    if (row && keyword && booleanOf(section, row[0]) !== false)
      findings.warn(keyword, row[0], {keepalived: row[1], lvsctl: row[2], advice: row[3]});
    if (/^lvs_flush_on_?stop$/.test(keyword?.text ?? '') && keyword && words[1]?.text.toUpperCase() !== 'VS')
      findings.warn(keyword, keyword.text, {
        keepalived: 'empties the whole table when it stops',
        lvsctl: 'removes its own services only',
        advice: 'lvsctl -C empties it',
      });
  }
}
