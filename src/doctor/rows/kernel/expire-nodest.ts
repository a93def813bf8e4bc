import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {managerName} from '../../manager-words.js';
import {good, none, risk, unknown} from '../../outcomes.js';
import {sysctlRemedy, vsSysctl} from '../../sysctl-facts.js';
import {entriesOf} from '../../table-facts.js';

const name = 'net.ipv4.vs.expire_nodest_conn';

/** What becomes of connections to a server that was removed. */
export const expireNodest: DoctorRow = {
  code: 'expire-nodest',
  group: 'kernel',
  title: 'connections to removed servers',
  explanation:
    'A removed server leaves its connections in the table. With expire_nodest_conn = 0 (as the kernel starts) their packets are dropped without a word: a client that waits, waits until its own timeout, and one that uses its port again reaches nobody until the entry expires, 15 minutes for TCP, 5 for UDP. With 1 the entry goes, TCP clients are told at once (reset after 5 ms, tried on Linux 6.1), and datagrams go to another server. 0 has one use: a server that is removed and added again goes on with its connections, and where failed servers stay with weight 0 (inhibit_on_failure of keepalived, quiescent = yes of ldirectord) none is removed: then 0 is no finding. Documentation/networking/ipvs-sysctl.rst.',
  diagnose(facts) {
    const value = vsSysctl(facts, 'expire_nodest_conn');
    if (entriesOf(facts).every(({destinations}) => destinations.length === 0))
      return [facts.ipvs.known ? none('no real servers') : unknown(facts.ipvs.words)];
    if (value === undefined) return [unknown(`${name} cannot be read`)];
    if (value !== 0) return [good(String(value))];
    if (!facts.managers.known) return [unknown(`0; who removes servers is not known: ${facts.managers.words}`)];
    const removing = facts.managers.value.filter(one => one.writesTable && one.quiescesFailed !== true);
    if (removing.length === 0) return [nobodyRemoves(facts)];
    return [
      risk({
        subject: name,
        is: '0',
        shouldBe: '1',
        why: `Failed servers are taken out of the table by ${removing.map(managerName).join(' and ')}, and then the packets of their connections are dropped without a word: clients hang until their own timeout, and a client port that is used again reaches nobody for minutes.`,
        advice: `sysctl -w ${name}=1, unless servers are removed for moments only and are to keep their connections`,
        remedy: sysctlRemedy(
          name,
          1,
          'it touches only connections whose server is no longer in the table, which work for nobody',
        ),
      }),
    ];
  },
};

function nobodyRemoves({managers, programs}: DirectorFacts): Diagnosis {
  const quiesces = managers.known && managers.value.some(one => one.writesTable);
  if (quiesces) return good('0, and failed servers get weight 0 instead of being removed');
  return programs.known && programs.value.areAll
    ? good('0, and nothing here removes servers; by hand: lvsctl drain first')
    : unknown('0; whether somebody removes failed servers cannot be seen from here');
}
