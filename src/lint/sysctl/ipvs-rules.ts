import type {LintRule} from '../lint-rule.js';
import type {SysctlSubject} from './sysctl-subject.js';

const vs = 'net.ipv4.vs.';

/** What of IPVS bites. */
export const sysctlIpvsRules: readonly LintRule<SysctlSubject>[] = [
  {
    code: 'conn-reuse-with-conntrack',
    severity: 'hint',
    title: 'conn_reuse_mode 1 with conntrack',
    consequence:
      'before Linux 5.9 a client whose port is used again within two minutes loses its first packet: connections take a second longer, under load many',
    correction: 'nothing from Linux 5.9 on; before it net.ipv4.vs.conn_reuse_mode = 0, or net.ipv4.vs.conntrack = 0',
    *check({last}) {
      const line = last(`${vs}conn_reuse_mode`);
      if (line && line.value !== '0' && last(`${vs}conntrack`)?.value === '1')
        yield {place: line.valuePlace, message: `conn_reuse_mode is ${line.value}, and conntrack 1`};
    },
  },
  {
    code: 'conn-reuse-off',
    severity: 'hint',
    title: 'conn_reuse_mode 0',
    consequence:
      'a client port that is used again goes to its old server, whatever its weight: few busy clients keep a drained server busy',
    correction: 'net.ipv4.vs.conn_reuse_mode = 1, unless vs.conntrack is 1',
    *check({last}) {
      const line = last(`${vs}conn_reuse_mode`);
      if (line?.value === '0' && last(`${vs}conntrack`)?.value !== '1')
        yield {place: line.valuePlace, message: 'conn_reuse_mode is 0'};
    },
  },
  {
    code: 'expire-nodest-off',
    severity: 'hint',
    title: 'expire_nodest_conn 0',
    consequence:
      'connections to a server that was deleted are silently dropped until they expire: clients wait instead of trying again',
    correction: 'net.ipv4.vs.expire_nodest_conn = 1 where the checker deletes servers that fail',
    *check({last}) {
      const line = last(`${vs}expire_nodest_conn`);
      if (line?.value === '0') yield {place: line.valuePlace, message: 'expire_nodest_conn is 0'};
    },
  },
  {
    code: 'expire-quiescent-off',
    severity: 'hint',
    title: 'expire_quiescent_template 0',
    consequence:
      'persistent clients go on being sent to a server of weight 0, also one that is dead, until the persistence ends',
    correction: 'net.ipv4.vs.expire_quiescent_template = 1 where the checker sets weight 0 on servers that fail',
    *check({last}) {
      const line = last(`${vs}expire_quiescent_template`);
      if (line?.value === '0') yield {place: line.valuePlace, message: 'expire_quiescent_template is 0'};
    },
  },
  {
    code: 'sync-persist-without-sloppy-tcp',
    severity: 'warning',
    title: 'sync_persist_mode 1 without sloppy_tcp',
    consequence:
      'of persistent services only templates are synchronized: after a takeover their connections in flight are unknown, and the kernel resets them',
    correction: 'net.ipv4.vs.sloppy_tcp = 1 besides, on both directors; for SCTP sloppy_sctp',
    *check({last}) {
      const line = last(`${vs}sync_persist_mode`);
      if (line?.value === '1' && last(`${vs}sloppy_tcp`)?.value !== '1')
        yield {place: line.valuePlace, message: 'sync_persist_mode is 1, and sloppy_tcp is not'};
    },
  },
  {
    code: 'sync-version-old',
    severity: 'warning',
    title: 'sync_version 0',
    consequence:
      'the sync daemon sends no IPv6, no timeouts and no persistence data: those connections are lost at a takeover',
    correction: 'net.ipv4.vs.sync_version = 1 on both directors',
    *check({last}) {
      const line = last(`${vs}sync_version`);
      if (line?.value === '0') yield {place: line.valuePlace, message: 'sync_version is 0'};
    },
  },
  {
    code: 'sync-threshold-every-packet',
    severity: 'hint',
    title: 'sync_threshold with a short period',
    consequence: 'a report every few packets of every connection: the sync daemon falls behind and drops reports',
    correction: 'net.ipv4.vs.sync_threshold = 3 50',
    *check({last}) {
      const line = last(`${vs}sync_threshold`);
      const period = Number(line?.value.split(/\s+/)[1]);
      if (line && period > 0 && period < 10) yield {place: line.valuePlace, message: `sync_threshold is ${line.value}`};
    },
  },
  {
    code: 'defence-always-on',
    severity: 'warning',
    title: 'a defence against floods that is always on',
    consequence: 'entries or packets of good clients are dropped all the time, under load or not',
    correction: '1, with which it is on while memory is short, or 0',
    *check({last}) {
      for (const name of ['drop_entry', 'drop_packet', 'secure_tcp']) {
        const line = last(vs + name);
        if (line?.value === '3') yield {place: line.valuePlace, message: `${name} is 3`};
      }
    },
  },
  {
    code: 'estimation-off',
    severity: 'hint',
    title: 'run_estimation 0',
    consequence: 'counters and rates stand still: nobody sees the load, `lvsctl top` neither',
    correction: 'net.ipv4.vs.run_estimation = 1, unless there are tens of thousands of services',
    *check({last}) {
      const line = last(`${vs}run_estimation`);
      if (line?.value === '0') yield {place: line.valuePlace, message: 'run_estimation is 0'};
    },
  },
];
