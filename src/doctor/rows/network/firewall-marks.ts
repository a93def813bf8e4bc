import {escapeControls} from '../../../ipvs/outside-text.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, unknown, wrong} from '../../outcomes.js';

/** Whether packets get the marks that services stand for. */
export const firewallMarks: DoctorRow = {
  code: 'firewall-marks',
  group: 'network',
  title: 'rules of firewall marks',
  explanation:
    'A service by firewall mark gets the packets that a rule has marked on their way in (mangle PREROUTING; ipvsadm(8), --fwmark-service). Without such a rule it gets none. Which packets are marked only you know: it is looked whether any rule sets the mark. Filters of tc (skbedit, eBPF), programs that take packets from a queue, and marks that come back from connections set what cannot be told.',
  diagnose({firewall}) {
    if (!firewall.known) return [unknown(firewall.words)];
    const {marks, markers} = firewall.value;
    const others =
      markers.length === 0
        ? 'rules set marks that cannot'
        : `${escapeControls(markers.join(', '))} may set marks, which cannot`;
    if (marks.length === 0) return [none('there are no services by firewall mark')];
    const found = marks.flatMap(({service, fwmark, isSet}) => {
      if (isSet === true) return [];
      if (isSet === undefined) return [unknown(`${others} be told from here`, undefined, service)];
      return [
        wrong({
          subject: service,
          is: 'no rule sets its mark',
          shouldBe: 'a rule that does, before the packet is routed',
          why: 'No packet has this mark: the service gets no clients at all.',
          advice: `for each address and port of it: iptables -t mangle -A PREROUTING -p tcp -d ADDRESS --dport PORT -j MARK --set-mark ${fwmark}, or the same in nftables (ip6tables for IPv6)`,
        }),
      ];
    });
    return foundOr(found, good(marks.length === 1 ? 'a rule sets the mark' : `rules set all ${marks.length} marks`));
  },
};
