import assert from 'node:assert/strict';
import type {Check} from '../../../../src/checks/check.js';
import type {PoolStanding} from '../../../../src/checks/health/standing.js';
import type {Verdict} from '../../../../src/checks/probe/verdict.js';
import {formatAddress} from '../../../../src/net/address.js';

/** What was last heard of each host: a host that is said not to answer has answered nothing. */
export class HostWitness {
  readonly #isSilent = new Map<string, boolean>();
  readonly #echoes = new Map<string, boolean | undefined>();

  hear({probe}: Check, verdict: Verdict): void {
    if (!('target' in probe) || verdict.type === 'undecided') return;
    const isSilent = verdict.type === 'down' && (verdict.isSilence || verdict.layer === 'L3');
    this.#isSilent.set(formatAddress(probe.target.address), isSilent);
  }

  hearEcho(host: string, answered: boolean | undefined): void {
    this.#echoes.set(host, answered);
  }

  check({members}: PoolStanding): void {
    for (const {cause, layer, name} of members) {
      const [, host] = /^the host (\S+) does not answer/.exec(cause) ?? [];
      if (host === undefined) continue;
      assert.equal(layer, 'L3', name);
      assert.equal(this.#isSilent.get(host), true, `${host} has answered`);
      assert.equal(this.#echoes.get(host), false, `${host} has answered an echo request`);
    }
  }
}
