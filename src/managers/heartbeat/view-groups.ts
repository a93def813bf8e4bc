import type {HeartbeatConfiguration} from '../../config/heartbeat/read-heartbeat.js';
import type {ResourceGroup} from '../../config/heartbeat/read-haresources.js';
import {formatAddress, isSameAddress} from '../../net/address.js';
import {prefixContains} from '../../net/prefix.js';
import type {
  AddressView,
  Confidence,
  Evidence,
  InstanceIdentity,
  InstanceState,
  InstanceView,
} from '../../vrrp/findings/instance-view.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {NetworkState} from '../../vrrp/ports.js';
import type {ClusterStatus} from './cluster-status.js';

/** What is known of heartbeat on this host. */
export interface HeartbeatKnowledge {
  readonly configuration: HeartbeatConfiguration;
  /** As uname -n has it. */
  readonly host: string;
  readonly isRunning: boolean;
  /** Undefined before the kernel was asked. */
  readonly network: NetworkState | undefined;
  /** Undefined where nobody has asked. */
  readonly status: ClusterStatus | undefined;
}

/** What heartbeat said of itself says nothing any more after this long: resources move within a second. */
const freshness: Milliseconds = 5000;

/** The groups of haresources as a host sees them. VRRP has no number for them: it is 0. */
export function viewGroups(knowledge: HeartbeatKnowledge, now: Milliseconds): readonly InstanceView[] {
  return knowledge.configuration.groups.map(group => viewGroup(group, knowledge, now));
}

function viewGroup(group: ResourceGroup, knowledge: HeartbeatKnowledge, now: Milliseconds): InstanceView {
  const {network, isRunning} = knowledge;
  const addresses = addressesOf(group, network);
  const evidence = [...kernelEvidence(addresses, now), ...daemonEvidence(group, knowledge, now)];
  const hasAny = addresses.some(({isPresent}) => isPresent);
  const said = new Set(evidence.flatMap(({says}) => says ?? []));
  const state = stateOf(evidence, hasAny, isRunning);
  const times = evidence.flatMap(({says, at}) => (says === state && at !== undefined ? [at] : []));
  return {
    identity: identityOf(group, network),
    isWanted: true,
    state,
    isStale: hasAny && !isRunning,
    confidence: confidenceOf(state, said.size, evidence.some(isAnswer)),
    evidence,
    age: times.length === 0 ? undefined : Math.max(0, now - Math.max(...times)),
    priority: {base: undefined, effective: undefined, adjustments: undefined},
    interval: knowledge.configuration.keepalive,
    group: undefined,
    addresses,
    master:
      state === 'master' ? {address: undefined, isThisHost: true, priority: undefined, since: undefined} : undefined,
    peers: [],
    since: undefined,
    why: undefined,
  };
}

function confidenceOf(state: InstanceState, opinions: number, hasAnswer: boolean): Confidence {
  if (state === 'unknown') return 'unconfirmed';
  if (state === 'init') return 'confirmed'; // no process
  if (opinions > 1) return 'suspected';
  return hasAnswer ? 'confirmed' : 'likely';
}

/** Addresses go before words: they are what clients reach. */
function stateOf(evidence: readonly Evidence[], hasAny: boolean, isRunning: boolean): InstanceState {
  if (hasAny) return 'master';
  if (!isRunning) return 'init';
  const says = (source: Evidence['source']) => evidence.find(each => each.source === source && each.says)?.says;
  return says('kernel') ?? says('daemon') ?? 'unknown';
}

function isAnswer({source, says}: Evidence): boolean {
  return source === 'daemon' && says !== undefined;
}

function kernelEvidence(addresses: readonly AddressView[], now: Milliseconds): Evidence[] {
  const known = addresses.filter(({isPresent}) => isPresent !== undefined);
  if (known.length === 0) return [];
  const list = (some: readonly AddressView[]) => some.map(({address}) => formatAddress(address)).join(', ');
  const here = known.filter(({isPresent}) => isPresent);
  const gone = known.filter(({isPresent}) => !isPresent);
  if (here.length === 0) return [{source: 'kernel', words: `${list(gone)} not here`, says: 'backup', at: now}];
  const missing = gone.length === 0 ? '' : `, ${list(gone)} not`;
  return [{source: 'kernel', words: `${list(here)} here${missing}`, says: 'master', at: now}];
}

function daemonEvidence(
  group: ResourceGroup,
  {configuration, isRunning, status, host}: HeartbeatKnowledge,
  now: Milliseconds,
): Evidence[] {
  if (!isRunning)
    return [{source: 'daemon', words: 'heartbeat does not run: nobody takes or gives up addresses', at: now}];
  const running: Evidence = {source: 'daemon', words: 'heartbeat runs', at: now};
  if (status?.resources === undefined || now - status.at > freshness) return [running];
  // without hb_standby it says none, whatever it has (measured with 3.0.6)
  if (configuration.autoFailback === 'legacy') return [running];
  const words = `cl_status rscstatus: ${status.resources}`;
  if (status.resources === 'transition') return [{source: 'daemon', words, at: status.at}];
  const own = group.node === host.toLowerCase() ? 'local' : 'foreign';
  const isHere = status.resources === 'all' || status.resources === own;
  return [{source: 'daemon', words, says: isHere ? 'master' : 'backup', at: status.at}];
}

/** The name and where its first address is, or would be. */
export function identityOf(group: ResourceGroup, network: NetworkState | undefined): InstanceIdentity {
  const [first] = group.addresses;
  return {
    name: group.name,
    interface: first ? interfaceOf(first, network) : '',
    family: first?.address.family ?? 'ipv4',
    virtualRouter: 0,
  };
}

/** As IPaddr2 chooses: the one that is named, else the one that has it or its network. */
function interfaceOf(
  {address, interface: named}: ResourceGroup['addresses'][number],
  network: NetworkState | undefined,
): string {
  if (named !== undefined) return named;
  const found =
    network?.addresses.find(each => isSameAddress(each.address, address)) ??
    network?.addresses.find(each => prefixContains({address: each.address, length: each.prefixLength}, address));
  return network?.links.find(({index}) => index === found?.interface)?.name ?? '';
}

function addressesOf(group: ResourceGroup, network: NetworkState | undefined): AddressView[] {
  return group.addresses.map(wanted => {
    const name = interfaceOf(wanted, network);
    const names = (network?.addresses ?? [])
      .filter(each => isSameAddress(each.address, wanted.address))
      .map(each => network?.links.find(({index}) => index === each.interface)?.name ?? String(each.interface));
    return {
      address: wanted.address,
      isExcluded: false,
      isPresent: network && names.includes(name),
      since: undefined,
      elsewhere: names.filter(each => each !== name),
    };
  });
}
