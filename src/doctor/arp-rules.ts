import {escapeControls} from '../ipvs/outside-text.js';
import type {DirectorFacts} from './facts.js';

/** Modules without which there are no rules for ARP. */
const modulesOfRules = ['arp_tables', 'arptable_filter', 'nf_tables'];

/**
 * What may keep this host from answering and asking by ARP, instead of arp_ignore and arp_announce: rules of arptables or
 * of nf_tables for ARP. Undefined where there is nothing of the kind.
 */
export function arpRules({firewall, modules}: Pick<DirectorFacts, 'firewall' | 'modules'>): string | undefined {
  if (firewall.known)
    return firewall.value.arp.length === 0
      ? undefined
      : `rules for ARP (${escapeControls(firewall.value.arp.join(', '))})`;
  const mayBe = modules.known && modulesOfRules.some(name => modules.value.loaded.has(name));
  return mayBe || !modules.known ? 'rules for ARP that cannot be read here' : undefined;
}
