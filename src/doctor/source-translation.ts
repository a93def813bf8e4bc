import type {DirectorFacts} from './facts.js';
import {vsSysctl} from './sysctl-facts.js';

/** The dummy that kube-proxy has its virtual addresses on. */
const ofKubeProxy = 'kube-ipvs0';

/**
 * Whether the firewall gives requests on their way to real servers an address of this host: then all answers come back
 * here, whatever the gateway of the servers is. NB: it does so only where IPVS uses connection tracking; the rules of
 * kube-proxy decide by marks, which cannot be told from here.
 */
export function translatesSources(facts: Pick<DirectorFacts, 'firewall' | 'network' | 'sysctls'>): boolean {
  const {firewall, network} = facts;
  if (vsSysctl(facts, 'conntrack') !== 1) return false;
  if (hasKubeProxy({network})) return true;
  const requests = firewall.known ? firewall.value.verdicts.filter(({purpose}) => purpose === 'requests') : [];
  return requests.length > 0 && requests.every(({translated}) => translated?.part === 'source');
}

/** Whether kube-proxy writes this table. */
export function hasKubeProxy({network}: Pick<DirectorFacts, 'network'>): boolean {
  return network.known && network.value.links.some(({name}) => name === ofKubeProxy);
}
