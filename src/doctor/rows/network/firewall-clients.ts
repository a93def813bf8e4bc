import type {DoctorRow} from '../../doctor-row.js';
import {firewallDiagnoses} from '../../firewall-verdicts.js';

/** Whether clients reach the services. */
export const firewallClients: DoctorRow = {
  code: 'firewall-clients',
  group: 'network',
  title: 'firewall and clients',
  explanation:
    'IPVS takes packets of its services at the hook LOCAL_IN, behind the rules of INPUT (priority NF_IP_PRI_NAT_SRC - 2 of ip_vs_core.c). So clients need a rule in INPUT, and rules of FORWARD do not help, although the packets are forwarded then. The rules are walked with the first packet of an unknown client; 64 services at most.',
  diagnose: facts =>
    firewallDiagnoses(facts, 'clients', {
      nothing: 'there are no services with an address',
      why: 'Clients of this service get no answer: their packets never reach IPVS.',
      advice: ({packet}) => {
        const [, protocol = 'tcp', endpoint = ''] = /^clients of (\w+)\/(.*)$/.exec(packet) ?? [];
        const port = endpoint.slice(endpoint.lastIndexOf(':') + 1);
        const ports = port === '0' ? '' : ` --dport ${port}`;
        return `accept it in INPUT before that rule: iptables -I INPUT -p ${protocol} -d ${addressOf(endpoint)}${ports} -j ACCEPT (ip6tables for IPv6), or the same in nftables`;
      },
    }),
};

function addressOf(endpoint: string): string {
  return endpoint.slice(0, endpoint.lastIndexOf(':')).replace(/^\[|\]$/g, '');
}
