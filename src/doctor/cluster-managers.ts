import type {DirectorFacts} from './facts.js';

/** Programs that move addresses from node to node, and that lvsctl does not ask, by the names of their processes (15 characters of them). */
const names: Readonly<Record<string, string>> = {
  pacemakerd: 'pacemaker',
  corosync: 'corosync',
  rgmanager: 'rgmanager',
  pulse: 'pulse',
  ucarp: 'ucarp',
  vrrpd: 'vrrpd',
  'kube-vip': 'kube-vip',
  'vip-manager': 'vip-manager',
};

/** The one of them that runs here; undefined where none is seen. */
export function clusterManager({programs}: Pick<DirectorFacts, 'programs'>): string | undefined {
  if (!programs.known) return undefined;
  const found = Object.keys(names).find(name => programs.value.names.has(name));
  return found === undefined ? undefined : names[found];
}
