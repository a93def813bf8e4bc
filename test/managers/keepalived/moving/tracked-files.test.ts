import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readKeepalivedConf} from '../../../../src/config/keepalived/read-config.js';
import {trackedFilesOf} from '../../../../src/managers/keepalived/moving/tracked-files.js';

/** What moves what: `NAME weight: instances`. */
function filesOf(text: string): readonly string[] {
  const {config} = readKeepalivedConf({path: '/k.conf', readFile: () => text, glob: () => []});
  return trackedFilesOf(config.vrrp).map(({name, weight, instances}) => `${name} ${weight}: ${instances.join(' ')}`);
}

const instance = (name: string, tracked: string, more = '') =>
  `vrrp_instance ${name} {\n interface eth0\n virtual_router_id ${name.slice(-1)}\n priority 100\n ${more}\n track_file {\n ${tracked}\n }\n}\n`;
const file = (name: string, weight: number) => `track_file ${name} {\n file /run/${name}\n weight ${weight}\n}\n`;

test('a file of weight 0, by its own weight or by the line of the instance', () => {
  const text = file('f', 0) + file('g', 1) + instance('VI_1', 'f\n g weight 0') + instance('VI_2', 'f\n g weight 5');
  assert.deepEqual(filesOf(text), ['f 0: VI_1 VI_2', 'g 0: VI_1', 'g 5: VI_2']);
});

test('one that a group or a member of it tracks moves the whole group', () => {
  const group = (more = '') => `vrrp_sync_group G {\n group {\n VI_1\n VI_2\n }\n ${more}\n}\n`;
  const member = file('f', 1) + group() + instance('VI_1', 'f') + instance('VI_2', '');
  assert.deepEqual(filesOf(member), ['f 0: VI_1 VI_2']);
  const whole = file('f', 0) + group('track_file {\n f\n }') + instance('VI_1', '') + instance('VI_2', '');
  assert.deepEqual(filesOf(whole), ['f 0: VI_1 VI_2']);
  const weighted = file('f', 3) + group('sync_group_tracking_weight') + instance('VI_1', 'f') + instance('VI_2', '');
  assert.deepEqual(filesOf(weighted), ['f 3: VI_1']);
});

test('with priority 255 only faults act, and a fault that is reversed is no use', () => {
  const owner = file('f', 0) + file('g', 7) + instance('VI_1', 'f\n g', 'priority 255');
  assert.deepEqual(filesOf(owner), ['f 0: VI_1']);
  assert.deepEqual(filesOf(file('f', 0) + instance('VI_1', 'f weight 0 reverse')), []);
  assert.deepEqual(filesOf(file('f', 2) + instance('VI_1', 'f weight 2 reverse')), ['f -2: VI_1']);
});

test('the old name of the block does as well', () => {
  assert.deepEqual(filesOf(file('f', 0).replace('track_file', 'vrrp_track_file') + instance('VI_1', 'f')), [
    'f 0: VI_1',
  ]);
});
