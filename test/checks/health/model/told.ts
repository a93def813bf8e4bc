import assert from 'node:assert/strict';
import type {Happening} from '../../../../src/checks/health/health-event.js';
import type {MemberOracle} from './member-oracle.js';
import type {Oracle} from './oracle.js';

/** What people are told: up and down in turn, and not late. */
export class Told {
  readonly #last = new Map<string, 'up' | 'down'>();

  constructor(readonly oracle: Oracle) {}

  /** @param resumedAt when it last went on after it had stood still: what is late by that is no fault */
  hear({at, pool, member, type, layer, host}: Happening, now: number, resumedAt: number): void {
    assert.ok(at <= now && (at === now || type === 'down'), 'it is told late');
    assert.ok(now - at <= 3000 || resumedAt > at, 'it is told far too late');
    assert.ok(host === undefined || layer === 'L3');
    if (member === undefined || (type !== 'up' && type !== 'down')) return;
    const name = `${pool} ${member}`;
    if (!this.#isFollowed(name)) return;
    assert.notEqual(this.#last.get(name), type, `${name} is told to be ${type} twice`);
    this.#last.set(name, type);
  }

  /** Those that left, or are configured to be off, are forgotten: who comes anew begins anew. */
  forgetGone(): void {
    for (const name of this.#last.keys()) if (!this.#isFollowed(name)) this.#last.delete(name);
  }

  #isFollowed(name: string): boolean {
    const [, pool = '', member = ''] = /^(.*) (\S+)$/.exec(name) ?? [];
    const oracle: MemberOracle | undefined = this.oracle.pools.get(pool)?.members.get(member);
    return oracle !== undefined && !oracle.settings.isOff;
  }
}
