import {addressKey} from '../../net/address.js';
import type {RouterTruth} from '../../vrrp/truth/router-truth.js';

/** What makes a document worth printing again: everything but ages and counts. */
export function signatureOf({instances, findings, holds, sources}: RouterTruth): string {
  return JSON.stringify([
    instances.map(view => [
      view.identity,
      view.state,
      view.isStale,
      view.confidence,
      view.priority.effective,
      view.group?.state,
      view.since?.at,
      view.why?.code,
      view.master && [view.master.isThisHost, view.master.address && addressKey(view.master.address)],
      view.addresses.map(({isPresent}) => isPresent),
      view.peers.map(({address, state, priority}) => [addressKey(address), state, priority]),
    ]),
    findings.map(({code, instance, confidence}) => [code, instance, confidence]),
    holds,
    sources.map(({name, state}) => [name, state]),
  ]);
}
