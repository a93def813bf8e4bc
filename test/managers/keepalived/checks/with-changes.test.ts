import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {readCheckDump} from '../../../../src/managers/keepalived/checks/check-dump.js';
import {poolsOfDump} from '../../../../src/managers/keepalived/checks/report-of-dump.js';
import {withChanges} from '../../../../src/managers/keepalived/checks/with-changes.js';

const dump = readCheckDump(readFileSync('fixtures/keepalived-checks/keepalived_check.data', 'utf8'));
const pools = poolsOfDump(dump, {lvs: undefined, lastChange: () => undefined});
const report = {schema: 'lvsctl.checks/1', source: 'keepalived', at: 1000, pools, notes: []} as const;
const web = '[10.9.0.100]:tcp:80';
const change = {at: 2000, pool: web, type: 'down', words: 'keepalived has it down', layer: undefined};

test('what the FIFO tells after a dump counts: of a server of one service, and of the quorum', () => {
  const told = [
    {...change, server: '10.9.0.7:80'},
    {...change, at: 3000, server: undefined, type: 'quorum-down'},
  ];
  const [first, second] = withChanges(report, dump.services, told).pools;
  const [server, other] = first?.servers ?? [];
  assert.deepEqual([server?.state, server?.since, server?.weight], ['down', 2000, 0]);
  assert.equal(other?.state, 'up');
  assert.deepEqual([first?.quorum?.isThere, first?.quorum?.since], [false, 3000]);
  assert.deepEqual(second, pools[1]);
});

test('one that comes back has its weight, and nothing told is nothing changed', () => {
  const told = [{...change, pool: '[10.9.0.101]:udp:53', server: '10.9.0.7:53', type: 'up'}];
  const server = withChanges(report, dump.services, told).pools[1]?.servers[0];
  assert.deepEqual([server?.state, server?.weight], ['up', 1]);
  assert.equal(withChanges(report, dump.services, []), report);
});
