import type {DoctorRow} from '../../doctor-row.js';
import {good, none, risk, unknown, wrong} from '../../outcomes.js';
import {sysctlRemedy} from '../../sysctl-facts.js';
import {count} from '../../table-facts.js';

const name = 'net.netfilter.nf_conntrack_max';
/** Of an entry with its extensions, about. */
const entryBytes = 400;
/** What the doubled table may take at most. */
const mostBytes = 512 * 2 ** 20;

/** Whether netfilter has room for more connections. */
export const conntrackRoom: DoctorRow = {
  code: 'conntrack-room',
  group: 'kernel',
  title: "room in netfilter's table",
  explanation:
    "Where rules ask for the state of connections or translate addresses, or vs.conntrack is 1, netfilter has a table of its own, with a limit: nf_conntrack_max. When it is full, packets of new connections are dropped, all protocols alike, VRRP too, and the kernel's log says 'nf_conntrack: table full, dropping packet'. IPVS's own table has no such limit. Documentation/networking/nf_conntrack-sysctl.rst.",
  diagnose({conntrack}) {
    if (!conntrack.known) return [unknown(conntrack.words)];
    const {count: entries, max, buckets} = conntrack.value;
    if (max === 0) return [none('netfilter tracks no connections here')];
    const is = `${entries.toLocaleString('en')} of ${count(max, 'entry', 'entries')}`;
    const share = entries / max;
    if (share < 0.8) return [good(is)];
    const say = share < 0.95 ? risk : wrong;
    const isAffordable = max * 2 * entryBytes <= mostBytes;
    return [
      say({
        subject: name,
        is: `${is}${buckets === undefined ? '' : ` in ${count(buckets, 'bucket')}`}`,
        shouldBe: 'less than 80 %',
        why: 'When it is full, packets that would begin a connection are dropped, whatever they are: clients, checks, adverts of VRRP.',
        advice: `sysctl -w ${name}=${max * 2}; or keep balanced traffic out of it: net.ipv4.vs.conntrack = 0, rules with notrack`,
        remedy: isAffordable
          ? sysctlRemedy(
              name,
              max * 2,
              `it allows ${Math.ceil((max * 2 * entryBytes) / 2 ** 20)} MB for the table, taken only as connections come`,
            )
          : undefined,
      }),
    ];
  },
};
