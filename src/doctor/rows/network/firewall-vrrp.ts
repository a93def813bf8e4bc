import {escapeControls} from '../../../ipvs/outside-text.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {RuleMistake} from '../../firewall-facts.js';
import {firewallDiagnoses} from '../../firewall-verdicts.js';

/** Whether advertisements get through. */
export const firewallVrrp: DoctorRow = {
  code: 'firewall-vrrp',
  group: 'network',
  title: 'firewall and VRRP',
  explanation:
    'Advertisements are IP protocol 112 to 224.0.0.18 or ff02::12, or to the peers (RFC 9568 §5.1). They have no ports: rules for UDP port 112 or 694 let none through. A backup that hears none becomes a second master. The rules of nf_tables and iptables are walked with such a packet, on each interface of a virtual router, in and out.',
  diagnose: facts =>
    firewallDiagnoses(facts, 'vrrp', {
      nothing: 'no virtual router is configured here',
      why: 'Whoever hears no advertisements becomes master too: both have the addresses.',
      advice: ({packet}) => {
        const {mistakes} = facts.firewall.known ? facts.firewall.value : {mistakes: []};
        const chain = packet.includes(' out ') ? 'OUTPUT' : 'INPUT';
        return `accept it before that rule: nft insert rule inet filter ${chain.toLowerCase()} meta l4proto 112 accept, or iptables -I ${chain} -p 112 -j ACCEPT${mistaken(mistakes)}`;
      },
    }),
};

function mistaken(mistakes: readonly RuleMistake[]): string {
  return mistakes.map(({rule, words}) => `. NB: ${escapeControls(rule)} does not do it: ${words}`).join('');
}
