import type {DoctorRow} from '../../doctor-row.js';
import {firewallDiagnoses} from '../../firewall-verdicts.js';

/** Whether IPVS may send to real servers. */
export const firewallRequests: DoctorRow = {
  code: 'firewall-requests',
  group: 'network',
  title: 'firewall and requests to real servers',
  explanation:
    "What IPVS passes on goes through OUTPUT and POSTROUTING, not FORWARD: from the client's address to the real server's, or to the service's with direct routing (ip_vs_xmit.c sends at LOCAL_OUT). Unless net.ipv4.vs.conntrack is 1, a rule that asks for the state finds it UNTRACKED, never NEW or ESTABLISHED (measured on Linux 6.1). So a policy DROP of OUTPUT that suits a server stops a director.",
  diagnose: facts =>
    firewallDiagnoses(facts, 'requests', {
      nothing: 'no service with real servers elsewhere is masqueraded or routed',
      why: 'Clients connect and get no answer: IPVS has chosen a real server, and the packet ends in OUTPUT. Checks pass, as they are of this host.',
      advice: () =>
        'accept packets to real servers, and to services with direct routing, before that rule, by their addresses and ports; or, where states are to count, sysctl -w net.ipv4.vs.conntrack=1',
    }),
};
