import {addressKey} from '../../../net/address.js';
import type {RouterTruth} from '../../../vrrp/truth/router-truth.js';

/** What makes a frame worth drawing at once: everything but ages and counts, which come once a second. */
export function signatureOf({instances, findings, holds, sources, timeline, uncertainFor}: RouterTruth): string {
  return JSON.stringify([
    instances.map(({identity, state, isStale, confidence, priority, since, master, addresses, peers}) => [
      identity,
      state,
      isStale,
      confidence,
      priority.effective,
      since?.at,
      master && [master.isThisHost, master.address && addressKey(master.address)],
      addresses.map(({isPresent}) => isPresent),
      peers.map(({address, state: peer, priority: right}) => [addressKey(address), peer, right]),
    ]),
    findings.map(({code, instance, confidence}) => [code, instance, confidence]),
    holds.map(({target, as, since, expires}) => [target, as, since, expires]),
    sources.map(({name, state}) => [name, state]),
    timeline.length,
    timeline[0]?.at,
    uncertainFor > 0,
  ]);
}
