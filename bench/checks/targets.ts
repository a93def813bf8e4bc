import {ipv4} from '../../src/net/address.js';
import type {Check} from '../../src/checks/check.js';
import type {Probe} from '../../src/checks/probe/probe.js';

/** What is measured. */
export const kinds = ['tcp', 'http', 'https'] as const;
export type Kind = (typeof kinds)[number];

/** Longer than any answer takes, for a server that is silent. */
export const connectLimit = 1000;

/** Every fifth server is silent: 10.65.0.0/16 instead of 10.64.0.0/16. */
export function checkOf(kind: Kind, number: number, interval: number, hasSilent: boolean): Check {
  const isSilent = hasSilent && number % 5 === 0;
  const address = ipv4((isSilent ? 0x0a410000 : 0x0a400000) + 256 + number);
  return {
    probe: probeOf(kind, {address, port: kind === 'https' ? 443 : 80}),
    schedule: {
      interval,
      fall: 1,
      rise: 1,
      retryDelay: interval,
      warmup: interval,
      startsDown: false,
      tellsAllFailures: false,
    },
  };
}

function probeOf(kind: Kind, target: {address: ReturnType<typeof ipv4>; port: number}): Probe {
  const limits = {connect: connectLimit, silence: connectLimit, whole: 10 * connectLimit};
  if (kind === 'tcp') return {type: 'tcp', target, limits};
  return {
    type: 'http',
    target,
    limits,
    version: '1.0',
    method: 'GET',
    tls:
      kind === 'http'
        ? undefined
        : {serverName: undefined, verifies: false, authority: undefined, certificate: undefined, key: undefined},
    virtualHost: undefined,
    isProxy: false,
    requests: [{path: '/', virtualHost: undefined, statusCodes: [[200, 299]], digest: undefined, pattern: undefined}],
  };
}
