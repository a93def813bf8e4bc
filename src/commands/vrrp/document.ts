import {type Address, formatAddress} from '../../net/address.js';
import type {Finding} from '../../vrrp/findings/finding.js';
import {findingCodes} from '../../vrrp/findings/finding-codes.js';
import type {Evidence, InstanceView, PeerView} from '../../vrrp/findings/instance-view.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {Hold} from '../../vrrp/truth/hold.js';
import {holdOf} from '../../vrrp/truth/hold-of.js';
import type {Happening, RouterTruth} from '../../vrrp/truth/router-truth.js';

/** Whose document it is. */
export interface HostView {
  readonly name: string;
  /** Without loopback's, and without those of virtual routers. */
  readonly addresses: readonly Address[];
}

/** What is so, as docs/json.md describes it: times in ISO 8601, spans in seconds, null for what nobody knows. */
export function routersDocument(truth: RouterTruth, host: HostView) {
  return {
    schema: 'lvsctl.vrrp/1',
    version: 1,
    host: {name: host.name, addresses: host.addresses.map(formatAddress)},
    at: time(truth.at),
    listened: seconds(truth.listened),
    uncertainFor: seconds(truth.uncertainFor),
    instances: truth.instances.map(view => instanceDocument(view, truth)),
    findings: truth.findings.map(findingDocument),
    holds: truth.holds.map(holdDocument),
    sources: truth.sources.map(({kind, name, state, words}) => ({kind, name, state, words})),
    timeline: truth.timeline.map(happeningDocument),
  };
}

function instanceDocument(view: InstanceView, {holds, at}: RouterTruth) {
  const {identity, priority, group, master, since, why} = view;
  const hold = holdOf(identity, holds);
  return {
    name: identity.name ?? null,
    interface: identity.interface,
    vrid: identity.virtualRouter || null, // heartbeat has none
    family: identity.family,
    isConfigured: view.isWanted,
    state: view.state,
    stale: view.isStale,
    confidence: view.confidence,
    age: view.age === undefined ? null : seconds(view.age),
    since: time(since?.at),
    sinceSource: since?.source ?? null,
    why: why ? {code: why.code, words: why.words, source: why.source} : null,
    evidence: view.evidence.map(evidenceDocument),
    priority: {
      base: priority.base ?? null,
      effective: priority.effective ?? null,
      adjustments: priority.adjustments?.map(({by, amount}) => ({by, amount})) ?? null,
    },
    interval: view.interval === undefined ? null : seconds(view.interval),
    group: group ? {name: group.name, state: group.state ?? null} : null,
    addresses: view.addresses.map(({address, isPresent, isExcluded, since: changed, elsewhere}) => ({
      address: formatAddress(address),
      present: isPresent ?? null,
      excluded: isExcluded,
      since: time(changed),
      elsewhere,
    })),
    master: master
      ? {
          address: text(master.address),
          thisHost: master.isThisHost,
          priority: master.priority ?? null,
          since: time(master.since),
        }
      : null,
    peers: view.peers.map(peer => peerDocument(peer, at)),
    hold: hold ? holdDocument(hold) : null,
  };
}

function evidenceDocument({source, words, says, denies, at}: Evidence) {
  return {source, words, says: says ?? null, denies: denies ?? null, at: time(at)};
}

function peerDocument(peer: PeerView, now: Milliseconds) {
  return {
    address: formatAddress(peer.address),
    state: peer.state,
    priority: peer.priority ?? null,
    protocolVersion: peer.version ?? null,
    interval: peer.interval === undefined ? null : seconds(peer.interval),
    addresses: peer.addresses?.map(formatAddress) ?? null,
    firstSeen: time(peer.firstSeen),
    lastSeen: time(peer.lastSeen),
    silentFor: peer.lastSeen === undefined ? null : seconds(now - peer.lastSeen),
    missed: peer.missed,
    transitions: peer.transitions,
    unicast: peer.isUnicast,
  };
}

export function findingDocument({code, instance, confidence, summary, proof, advice}: Finding) {
  return {
    code,
    severity: findingCodes[code].severity,
    instance: instance?.name ?? null,
    interface: instance?.interface ?? null,
    vrid: instance?.virtualRouter ?? null,
    family: instance?.family ?? null,
    confidence,
    summary,
    proof,
    advice,
  };
}

export function holdDocument({target, as, instances, since, owner, reason, expires, endedBy, how}: Hold) {
  return {
    target,
    as,
    instances,
    since: time(since),
    owner: owner ?? null,
    reason: reason ?? null,
    expires: time(expires),
    endedBy,
    how,
  };
}

function happeningDocument({at, instance, words, severity}: Happening) {
  return {at: time(at), instance: instance?.name ?? null, interface: instance?.interface ?? null, words, severity};
}

function text(address: Address | undefined): string | null {
  return address ? formatAddress(address) : null;
}

/** With milliseconds, in UTC. */
function time(at: Milliseconds | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

/** To the millisecond. */
function seconds(span: Milliseconds): number {
  return Math.round(span) / 1000;
}
