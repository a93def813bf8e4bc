import type {Director} from '../director.js';
import {type Counts, countNames, reportedCounts, reportedRates} from '../table/statistics.js';

/** Digits of the columns: connections, packets, packets, bytes, bytes. */
const widths = [8, 8, 8, 16, 16];

/** ip_vs_stats_show(). */
export function statisticsText({totals}: Director): string {
  return `   Total Incoming Outgoing         Incoming         Outgoing
   Conns  Packets  Packets            Bytes            Bytes
${row(reportedCounts(totals))}
 Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s
${row(reportedRates(totals))}`;
}

/** ip_vs_stats_percpu_show(). NB: the row of the one CPU knows no zero point, and is not behind. */
export function perCpuText({totals}: Director): string {
  return `       Total Incoming Outgoing         Incoming         Outgoing
CPU    Conns  Packets  Packets            Bytes            Bytes
  0 ${row(totals.live)}  ~ ${row(reportedCounts(totals))}
     Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s
    ${row(reportedRates(totals))}`;
}

function row(counts: Counts): string {
  return `${countNames
    .map((name, i) =>
      counts[name]
        .toString(16)
        .toUpperCase()
        .padStart(widths[i] as number),
    )
    .join(' ')}\n`;
}
