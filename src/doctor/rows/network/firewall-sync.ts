import type {DoctorRow} from '../../doctor-row.js';
import {firewallDiagnoses} from '../../firewall-verdicts.js';

/** Whether sync daemons are heard. */
export const firewallSync: DoctorRow = {
  code: 'firewall-sync',
  group: 'network',
  title: 'firewall and connection synchronization',
  explanation:
    'The sync daemons tell of connections by UDP to port 8848 of 224.0.0.81, unless they were started with another group or port (ipvsadm(8), --start-daemon). What the backup does not hear is lost at a failover. The rules are walked with such a packet for each daemon that runs here.',
  diagnose: facts =>
    firewallDiagnoses(facts, 'synchronization', {
      nothing: 'no sync daemon runs here',
      why: 'After a failover the new master knows nothing of the connections: clients have to connect again.',
      advice: ({packet}) =>
        `accept it before that rule: ${packet.includes(' out ') ? 'iptables -I OUTPUT' : 'iptables -I INPUT'} -p udp -d 224.0.0.81 --dport 8848 -j ACCEPT, or the same in nftables`,
    }),
};
