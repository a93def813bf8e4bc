import {escapeControls} from '../../../ipvs/outside-text.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, risk, unknown, wrong} from '../../outcomes.js';
import {vsSysctl} from '../../sysctl-facts.js';

/** Whether address translation of the firewall gets into the way of IPVS. */
export const firewallTranslation: DoctorRow = {
  code: 'firewall-translation',
  group: 'network',
  title: 'address translation beside IPVS',
  explanation:
    'IPVS translates by itself: masquerading needs no rule of nat. DNAT and REDIRECT in PREROUTING come first, and IPVS never sees what they take. SNAT and MASQUERADE touch what IPVS sends only where net.ipv4.vs.conntrack is 1 (kernel documentation, networking/ipvs-sysctl: conntrack; measured on Linux 6.1): then real servers see the address of this host instead of the client. Answers are never touched.',
  diagnose(facts) {
    const {firewall} = facts;
    if (!firewall.known) return [unknown(firewall.words)];
    const {verdicts, kinds} = firewall.value;
    const own = verdicts.filter(({purpose}) => purpose === 'clients' || purpose === 'requests');
    if (own.length === 0) return [none('there are no services with an address')];
    if (kinds.length === 0) return [good('there are no firewall rules')];
    const isConntracked = vsSysctl(facts, 'conntrack') === 1;
    const found = own.flatMap(({purpose, packet, translated}) => {
      if (!translated) return [];
      const is = escapeControls(translated.rule);
      if (purpose === 'clients' && translated.part === 'destination')
        return [
          wrong({
            subject: packet,
            is,
            shouldBe: 'no rule',
            why: 'The rule sends clients elsewhere before IPVS sees them: the service gets none.',
            advice: 'take the rule away, or the service: they are for the same packets',
          }),
        ];
      if (purpose === 'requests' && isConntracked && translated.part === 'source')
        return [
          risk({
            subject: packet,
            is,
            shouldBe: 'a rule that leaves out what IPVS sends',
            why: 'With net.ipv4.vs.conntrack = 1 the rule applies to what IPVS passes on: real servers see the address of this host instead of the client.',
            advice: 'narrow the rule down to its own traffic, or leave it if real servers are to see this host only',
          }),
        ];
      return [];
    });
    return foundOr(found, good('no rule translates what IPVS handles'));
  },
};
