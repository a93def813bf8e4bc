import assert from 'node:assert/strict';
import type {Health} from '../../../../src/checks/health/health.js';
import type {Oracle} from './oracle.js';

/** Health and the oracle say the same, and every check that is wanted is under way or has a time that is near. */
export function compare(health: Health, oracle: Oracle, now: number, triedAt: ReadonlyMap<string, number>): void {
  for (const [key, check] of oracle.checks) {
    const standing = health.check(key)!;
    assert.equal(standing.state, check.state, `${key} after ${check.log}`);
    const {interval, retryDelay, warmup} = check.check.schedule;
    if (!oracle.isWanted(check)) assert.equal(standing.nextAt, undefined, `${key} is to be tried, and nobody wants it`);
    else if (!triedAt.has(key)) {
      assert.ok(standing.nextAt !== undefined, `${key} is never tried`);
      const most = Math.max(interval + retryDelay, warmup, 1000);
      assert.ok(standing.nextAt > now && standing.nextAt <= now + most, `${key} is tried at ${standing.nextAt}`);
    }
  }
  assert.deepEqual(
    health.pools.map(({name}) => name),
    [...oracle.pools.keys()],
  );
  for (const [name, pool] of oracle.pools) {
    const standing = health.pool(name)!;
    assert.equal(standing.count, pool.count, `${name}: count`);
    assert.equal(standing.hasQuorum, pool.hasQuorum, `${name}: quorum, of ${pool.count}`);
    assert.equal(standing.sorry, pool.sorry, `${name}: sorry server`);
    for (const member of standing.members) {
      const expected = pool.members.get(member.name)!;
      const place = member.place.type === 'in' ? String(member.place.weight) : member.place.type;
      assert.equal(place, expected.place(now, pool.sorry === 'serving'), `${name} ${member.name}, ${expected.story}`);
      assert.equal(member.state === 'disabled', expected.isDisabled && !expected.settings.isOff);
      assert.equal(member.layer !== undefined && member.state !== 'down', false, 'a layer of what is not down');
    }
  }
}
