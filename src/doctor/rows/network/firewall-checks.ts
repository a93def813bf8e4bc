import type {DoctorRow} from '../../doctor-row.js';
import {firewallDiagnoses} from '../../firewall-verdicts.js';

/** Whether real servers can be asked. */
export const firewallChecks: DoctorRow = {
  code: 'firewall-checks',
  group: 'network',
  title: 'firewall and checks',
  explanation:
    'Checks are ordinary connections of this host to the real servers: what OUTPUT drops, or INPUT of the answers, makes healthy servers look down. The rules are walked with a new connection to each real server at its port, and with its answer; 64 servers at most, as the others are alike. A check of another port is not known here.',
  diagnose: facts =>
    firewallDiagnoses(facts, 'checks', {
      nothing: 'there are no real servers elsewhere',
      why: 'The checks of this server fail whatever it does, and it is taken out.',
      advice: ({packet}) =>
        packet.startsWith('answers')
          ? 'accept answers before that rule: iptables -I INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT, or ct state established,related accept in nftables'
          : 'accept connections of this host to its real servers before that rule',
    }),
};
