import {isPersistent} from '../../../ipvs/service.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, risk, unknown, wrong} from '../../outcomes.js';
import {sysctlRemedy, vsSysctl} from '../../sysctl-facts.js';
import {entriesOf} from '../../table-facts.js';

/** Messages; with fewer the queue overflows in a burst. */
const shortQueue = 256;

/** Whether what is synchronized is enough for a failover. */
export const syncSettings: DoctorRow = {
  code: 'sync-settings',
  group: 'synchronization',
  title: 'settings of synchronization',
  explanation:
    'sync_version = 0 is the format of kernels before 2.6.39: no IPv6, no timeouts, no persistence engines; every receiver since then understands both. sync_persist_mode = 1 tells only of the templates of services with persistence: connections of these survive a failover only where the other director takes packets in the middle of one (sloppy_tcp = 1). sync_qlen_max is how many messages may wait: 0 throws each full one away. sync_ports has to be the same on both directors, as the receiver listens to so many ports; that cannot be seen from one side. Documentation/networking/ipvs-sysctl.rst.',
  needsAll: true,
  diagnose(facts) {
    if (!facts.ipvs.known) return [unknown(facts.ipvs.words)];
    const {daemons} = facts.ipvs.value;
    if (daemons.length === 0) return [none('no daemon runs')];
    const value = (name: string) => vsSysctl(facts, name);
    if (value('sync_version') === undefined) return [unknown('the sysctls of IPVS cannot be read')];
    const hasIpv6 = entriesOf(facts).some(({destinations}) => destinations.some(one => one.address.family === 'ipv6'));
    const queue = value('sync_qlen_max') ?? shortQueue;
    const found = [
      value('sync_version') === 0 &&
        (hasIpv6 ? wrong : risk)({
          subject: 'net.ipv4.vs.sync_version',
          is: '0',
          shouldBe: '1',
          why: `The old format has no timeouts and no persistence engines, and no IPv6${hasIpv6 ? ': such connections are not told of at all' : ''}.`,
          advice: 'sysctl -w net.ipv4.vs.sync_version=1, if the other director is not older than 2.6.39',
          remedy: sysctlRemedy('net.ipv4.vs.sync_version', 1, 'receivers since Linux 2.6.39 tell both formats apart'),
        }),
      value('sync_persist_mode') === 1 &&
        value('sloppy_tcp') === 0 &&
        entriesOf(facts).some(({service}) => isPersistent(service)) &&
        risk({
          subject: 'net.ipv4.vs.sync_persist_mode',
          is: '1, with sloppy_tcp = 0',
          shouldBe: 'sync_persist_mode = 0, or sloppy_tcp = 1 on both directors',
          why: 'Of services with persistence only templates are told of: after a failover the packets of their open connections begin none, and are refused.',
          advice: 'sysctl -w net.ipv4.vs.sloppy_tcp=1 on both directors, or net.ipv4.vs.sync_persist_mode=0',
        }),
      queue < shortQueue &&
        (queue === 0 ? wrong : risk)({
          subject: 'net.ipv4.vs.sync_qlen_max',
          is: String(queue),
          shouldBe: `at least ${shortQueue}; the kernel starts with a 32nd of the pages of memory`,
          why:
            queue === 0
              ? 'Each message that is full is thrown away: where there is traffic, the backup hears of next to nothing.'
              : 'In a burst of connections messages are dropped: the backup lacks them.',
          advice: 'sysctl -w net.ipv4.vs.sync_qlen_max=4096',
          remedy: sysctlRemedy('net.ipv4.vs.sync_qlen_max', 4096, 'messages wait only while there is a burst'),
        }),
    ].filter(one => one !== false);
    return foundOr(found, good('all connections, in the format of today'));
  },
};
