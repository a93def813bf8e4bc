import type {DoctorRow} from '../../doctor-row.js';
import {good, none, risk, unknown} from '../../outcomes.js';
import {vsSysctl} from '../../sysctl-facts.js';
import {count} from '../../table-facts.js';

/** Entries in a bucket on average, above which looking one up is felt. */
const longChain = 16;
/** Of an entry: struct ip_vs_conn of Linux 6.1 on 64 bits, as its slab has it. */
const entryBytes = 320;

/** Whether the connection table is large enough to be fast. */
export const connectionTable: DoctorRow = {
  code: 'connection-table',
  group: 'kernel',
  title: 'load of the connection table',
  explanation:
    'The size that ipvsadm prints (4096 unless told) is the number of hash buckets, not of connections: the table has no limit but memory, and no kernel has to be built for more. Each packet walks the chain of its bucket, so very long chains cost time. The number of buckets is the parameter conn_tab_bits of the module, 2^8 to 2^27, read when the module is loaded. Kernels of 2026 and later resize the table themselves (sysctl conn_lfactor).',
  diagnose(facts) {
    const {ipvs} = facts;
    if (!ipvs.known) return [unknown(ipvs.words)];
    const {connections, connectionTableSize: buckets} = ipvs.value;
    const each = connections / buckets;
    const is = `${count(connections, 'entry', 'entries')} in ${count(buckets, 'bucket')}, ${each.toFixed(1)} in each`;
    if (vsSysctl(facts, 'conn_lfactor') !== undefined) return [none(`${is}; this kernel resizes it`)];
    if (each <= longChain) return [good(is)];
    const bits = Math.min(20, Math.ceil(Math.log2(connections)));
    return [
      risk({
        subject: 'conn_tab_bits',
        is: `${is}; about ${count(Math.ceil((connections * entryBytes) / 2 ** 20), 'MB', 'MB')}`,
        shouldBe: `at most ${longChain} in each: conn_tab_bits of ${bits}`,
        why: 'Every packet walks half a chain of that length. Nothing is lost, and there is no limit of connections, but packets take longer and the processor works more.',
        advice: `echo 'options ip_vs conn_tab_bits=${bits}' > /etc/modprobe.d/ip_vs.conf; it counts when the module is loaded next, at a reboot or without services`,
      }),
    ];
  },
};
