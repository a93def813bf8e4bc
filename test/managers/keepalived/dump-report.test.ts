import assert from 'node:assert/strict';
import {chmodSync, linkSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {dumpName} from '../../../src/managers/keepalived/dump/ask-keepalived.js';
import {readBelieved} from '../../../src/managers/keepalived/dump/believed-file.js';
import {readDump} from '../../../src/managers/keepalived/dump/dump-report.js';
import {isWholeDump, readDumpText} from '../../../src/managers/keepalived/dump/dump-text.js';

/** As keepalived 2.2.7 writes it, shortened. */
const text = `------< Global definitions >------
 Router ID = d1
------< VRRP Topology >------
 VRRP Instance = V4
   VRRP Version = 2
   Sync group = G1
   State = FAULT
   Number of interface and track script faults = 1
   Last transition = 1795224336.037629 (Sat Nov 21 01:25:36.037629 2026)
   Read timeout = DISABLED
   Virtual Router ID = 41
   Priority = 100
   Effective priority = 100
   Total priority = 100
   Authentication type = SIMPLE_PASSWORD
   Password = s3cret12
   Virtual IP (2):
     10.9.0.100/24 dev eth0 scope global set
     10.9.0.101/24 dev eth0 scope global set
 VRRP Instance = SOLO = "b"
   State = BACKUP
   Master router = 10.9.0.2
   Last transition = 0.000000 (Thu Jan  1 00:00:00.000000 1970)
   Virtual Router ID = 43
   Priority = 100
   Effective priority = 1
   Total priority = -105
   Tracked interfaces :
     eth1 weight 3
     eth2 weight -4 reverse
   Tracked scripts :
     chk weight 5
     bad weight -7
   Tracked files :
     prio, weight 2
------< VRRP Sockpool >------
   VRRP instances
     V4 vrid 41
------< VRRP Sync groups >------
 VRRP Sync Group = G1, FAULT
   Num member fault 1, num member init 0
   VRRP member instances :
     V4
     V6
------< VRRP Scripts >------
 VRRP Script = chk
   Status = GOOD
 VRRP Script = bad
   Status = BAD
------< VRRP Track files >------
 Track file = prio
   Status = -105
------< Interfaces >------
 Name = eth1
   State = UP, not RUNNING
 Name = eth2
   State = UP, RUNNING
`;

test('states, priorities and times of instances and groups', () => {
  const {instances, groups} = readDump(text, 5);
  assert.deepEqual(instances[0], {
    instance: 'V4',
    readAt: 5,
    state: 'fault',
    effectivePriority: 100,
    adjustments: [],
    lastTransition: 1795224336037.629,
    virtualRouter: 41,
    basePriority: 100,
    faults: 1,
  });
  assert.deepEqual(instances[1] && [instances[1].instance, instances[1].state, instances[1].lastTransition], [
    'SOLO = "b"',
    'backup',
    undefined,
  ]);
  assert.deepEqual(groups, [{name: 'G1', state: 'fault', members: ['V4', 'V6']}]);
});

test('what changes a priority is told only where it accounts for the whole difference', () => {
  const adjustments = (dump: string) => readDump(dump, 0).instances[1]?.adjustments;
  const accounted = text.replace('Total priority = -105', 'Total priority = -112').replace('UP, not RUNNING', 'DOWN');
  assert.deepEqual(adjustments(accounted), [
    {by: 'script chk', amount: 5},
    {by: 'script bad', amount: -7},
    {by: 'file prio', amount: -210},
  ]);
  assert.equal(adjustments(text), undefined);
  assert.equal(adjustments(accounted.replace('Tracked files', 'Tracked processes')), undefined);
});

test('no password is kept', () => {
  const kept = [...readDumpText(text).values()].flat().flatMap(({values}) => [...values]);
  assert.ok(!kept.flat().some(word => word.includes('s3cret12')));
});

test('half a dump is not whole, and nothing else is understood amiss', () => {
  assert.ok(isWholeDump(text));
  for (let length = 0; length < text.indexOf('------< Interfaces'); length += 7) {
    assert.ok(!isWholeDump(text.slice(0, length)));
    readDump(text.slice(0, length), 0);
  }
});

test('the name of the file is that of the instance only with data_use_instance', () => {
  const names = {networkNamespace: 'blue', instance: 'edge'};
  assert.equal(dumpName({dumpsNamedForInstance: false, ...names}), 'keepalived.data');
  assert.equal(dumpName({dumpsNamedForInstance: true, ...names}), 'keepalived.blue_edge.data');
  assert.equal(dumpName({dumpsNamedForInstance: true}), 'keepalived.data');
});

describe('a file is believed', {skip: process.getuid?.() === 0 ? false : 'needs files of root'}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-believed-'));
  const path = (name: string) => join(folder, name);
  after(() => rmSync(folder, {recursive: true}));

  test('if it is regular, of root, with mode 0600 and one name', () => {
    writeFileSync(path('good'), 'text', {mode: 0o600});
    assert.equal(readBelieved(path('good')).type, 'text');
    chmodSync(path('good'), 0o644);
    assert.deepEqual(readBelieved(path('good')), {type: 'refused', words: 'its mode is 0644, not 0600'});
    chmodSync(path('good'), 0o600);
    linkSync(path('good'), path('second'));
    assert.deepEqual(readBelieved(path('good')), {type: 'refused', words: 'it has 2 names'});
    assert.deepEqual(readBelieved(folder), {type: 'refused', words: 'it is no regular file'});
  });

  test('but never a link', () => {
    symlinkSync('good', path('link'));
    assert.throws(() => readBelieved(path('link')), {code: 'ELOOP'});
  });
});
