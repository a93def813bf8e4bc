import {readFileSync} from 'node:fs';
import {judgeFirewall} from './doctor/firewall/judge-firewall.js';
import type {DirectorNeeds} from './doctor/firewall/director-needs.js';
import {readIptables} from './doctor/firewall/iptables/read-iptables.js';
import {readNft} from './doctor/firewall/nft/read-nft.js';
import type {FirewallFacts} from './doctor/firewall-facts.js';
import {readFirewallTexts} from './kernel/firewall/firewall-texts.js';
import {linuxKernel} from './kernel/linux-kernel.js';
import type {Machine} from './managers/machine.js';

/**
 * What the rules of this network namespace do with what a director needs. Rejects with an Error whose message says why not.
 * @param markers what else may set marks
 */
export async function gatherFirewall(
  machine: Pick<Machine, 'run'>,
  needs: Omit<DirectorNeeds, 'isConntracked'>,
  markers: readonly string[],
): Promise<FirewallFacts> {
  const {nft, iptables, hasArptables} = await readFirewallTexts({kernel: linuxKernel, run: machine.run});
  const ofNft = nft ? readNft(nft.text, nft.isTerse) : {chains: [], ofIptables: [], others: []};
  const told = ofNft.chains.filter(({table}) => !ofNft.ofIptables.includes(table));
  const ofIptables = iptables.flatMap(({family, kind, text}) => {
    if (kind === 'legacy') return readIptables(text, family).chains;
    const prefix = family === 'ipv4' ? 'ip ' : 'ip6 ';
    const tables = ofNft.ofIptables.filter(name => name.startsWith(prefix)).map(name => name.slice(prefix.length));
    return readIptables(text, family, tables).chains;
  });
  const kinds = [
    ...(told.length > 0 ? ['nf_tables'] : []),
    ...(iptables.some(({kind}) => kind === 'nf_tables') ? ['iptables (nf_tables)'] : []),
    ...(iptables.some(({kind}) => kind === 'legacy') ? ['iptables (legacy)'] : []),
  ];
  const others = (family: string) => ofNft.others.filter(table => table.startsWith(`${family} `));
  const beside = {
    kinds,
    arp: [...others('arp'), ...(hasArptables ? ['arptables'] : [])],
    markers: [...markers, ...others('bridge')],
  };
  return judgeFirewall({chains: [...told, ...ofIptables]}, beside, {...needs, isConntracked: isConntracked()});
}

function isConntracked(): boolean {
  try {
    return readFileSync('/proc/sys/net/ipv4/vs/conntrack', 'utf8').trim() === '1';
  } catch {
    return false;
  }
}
