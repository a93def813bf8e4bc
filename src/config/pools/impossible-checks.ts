import type {Check} from '../../checks/check.js';
import {compilePattern} from '../../checks/pattern/compile-pattern.js';
import type {Pattern} from '../../checks/pattern/pattern.js';
import type {Probe} from '../../checks/probe/probe.js';
import {formatAddress} from '../../net/address.js';
import {isLinkLocal} from '../../vrrp/multicast.js';

type Say = (message: string, advice: string) => void;

/** What of checks no try would ever decide: the server would stay as it is, whatever it does. */
export function findImpossibleChecks(checks: readonly Check[], say: Say): void {
  for (const {probe} of checks) {
    for (const pattern of patternsOf(probe)) {
      const compiled = compilePattern(pattern);
      if (compiled.type === 'refused') say(`the regular expression ${pattern.source}: ${compiled.words}`, otherPattern);
    }
    if (isWithoutLink(probe)) say(`${formatAddress(probe.target.address)} is on every link`, linkLocal);
  }
}

const otherPattern = 'write it with what PCRE and JavaScript have in common';
const linkLocal = 'check it by another address, or name the interface where the configuration can';

function patternsOf(probe: Probe): readonly Pattern[] {
  const all = probe.type === 'http' ? probe.requests : 'pattern' in probe ? [probe] : [];
  return all.flatMap(({pattern}) => pattern ?? []);
}

/** connect(2) of such an address is EINVAL (ipv6(7), sin6_scope_id). */
function isWithoutLink(probe: Probe): probe is Extract<Probe, {target: unknown}> {
  if (!('target' in probe)) return false;
  const {address, bindInterface} = probe.target;
  return address.family === 'ipv6' && isLinkLocal(address) && bindInterface === undefined;
}
