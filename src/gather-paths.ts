import type {DirectorFacts, ReversePathFacts} from './doctor/facts.js';
import {interfacesOfServices} from './doctor/interfaces-of-services.js';
import {readPathDrops} from './kernel/proc/path-drops.js';
import {incomingQueues} from './kernel/rtnetlink/queue.js';
import type {RtnetlinkClient} from './kernel/rtnetlink/rtnetlink-client.js';
import {type Address, parseAddress} from './net/address.js';
import type {NetworkState} from './vrrp/ports.js';

/** Nobody is sent anything: the kernel is asked what it would do. One of them may have a route of its own. */
const clientsFromAfar = ['8.8.8.8', '198.51.100.1'].map(text => parseAddress(text) as Address);

/** What the kernel says of clients from afar. Rejects as the client does. */
export async function gatherReversePath(
  client: RtnetlinkClient,
  network: NetworkState,
  ipvs: DirectorFacts['ipvs'],
): Promise<ReversePathFacts> {
  const takes: string[] = [];
  const drops: string[] = [];
  const places = ipvs.known ? interfacesOfServices(network, ipvs.value.table) : [];
  for (const {link, address} of places) {
    let isTaken = false;
    for (const from of clientsFromAfar) isTaken ||= await client.takes(address, from, link.index);
    (isTaken ? takes : drops).push(link.name);
  }
  const rules = await client.rules();
  return {takes, drops, dropped: readPathDrops(), hasMarkRules: rules.some(({asksMark}) => asksMark)};
}

/** Programs that set marks of packets by eBPF, by the names of their processes. */
const markingPrograms = ['cilium-agent'];

/** What may set marks besides rules of the firewall. Rejects as the client does. */
export async function gatherMarkers(
  client: RtnetlinkClient,
  {links}: NetworkState,
  programs: ReadonlySet<string>,
): Promise<readonly string[]> {
  const filtering = new Set(
    (await client.queues()).filter(({kind}) => incomingQueues.includes(kind)).map(one => one.interface),
  );
  const names = links.filter(({index}) => filtering.has(index)).map(({name}) => `filters of tc on ${name}`);
  return [...names, ...markingPrograms.filter(name => programs.has(name))];
}
