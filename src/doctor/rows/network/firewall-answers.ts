import type {DoctorRow} from '../../doctor-row.js';
import {firewallDiagnoses} from '../../firewall-verdicts.js';

/** Whether answers of masqueraded servers get back to clients. */
export const firewallAnswers: DoctorRow = {
  code: 'firewall-answers',
  group: 'network',
  title: 'firewall and masqueraded answers',
  explanation:
    'Answers of masqueraded real servers pass FORWARD, and IPVS gives them the address of the service behind the rules there (ip_vs_reply4 of ip_vs_core.c). Unless net.ipv4.vs.conntrack is 1, connection tracking has no part in it: to a rule that asks for the state, answers of TCP are INVALID and those of UDP NEW, never ESTABLISHED (kernel documentation, networking/ipvs-sysctl: conntrack; measured on Linux 6.1).',
  diagnose: facts =>
    firewallDiagnoses(facts, 'answers', {
      nothing: 'no real server is masqueraded',
      why: 'Clients connect and get no answer: those of the real server end here. By address and port the firewall sees an ordinary packet that is forwarded, which it takes for one without a connection unless net.ipv4.vs.conntrack is 1.',
      advice: ({packet}) => {
        const [, protocol = 'tcp', endpoint = ''] = /^answers of (\w+)\/(\S+)/.exec(packet) ?? [];
        const split = endpoint.lastIndexOf(':');
        const server = `${endpoint.slice(0, split).replace(/^\[|\]$/g, '')} --sport ${endpoint.slice(split + 1)}`;
        return `accept it in FORWARD before that rule: iptables -I FORWARD -p ${protocol} -s ${server} -j ACCEPT; or, where states are to count, sysctl -w net.ipv4.vs.conntrack=1`;
      },
    }),
};
