import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {isUsable} from '../../../src/config/director/director-problem.js';
import {readKeepalivedConf} from '../../../src/config/keepalived/read-config.js';
import {routersOf} from '../../../src/config/keepalived/to-routers.js';
import {isAdvertisable} from '../../../src/vrrp/intervals.js';
import type {RouterConfiguration} from '../../../src/vrrp/router/configuration.js';
import {chance, isSoak, seedOfRun} from '../../parity/seed.js';
import {textOf} from '../director/text.js';
import {configId, folder, host, names} from './corpus.js';
import {mutate} from './mutate.js';

const count = isSoak() ? 50_000 : 1000;

test(`${count} spoiled configurations are carried over or refused, with every problem at a place`, () => {
  const random = chance(seedOfRun());
  const texts = names.map(name => readFileSync(join(folder, name), 'utf8'));
  for (let i = 0; i < count; i++) {
    const text = mutate(random.pick(texts), random, texts);
    try {
      const reading = readKeepalivedConf({
        path: '/k.conf',
        readFile: path => (path === '/k.conf' ? text : undefined),
        glob: () => [],
        configId,
        host,
        mostLines: 20_000,
      });
      const {configuration, problems} = routersOf(reading, host);
      textOf({configuration, problems});
      for (const {file, line, column, message} of problems)
        assert.ok(file !== '' && line >= 1 && column >= 1 && message !== '');
      if (reading.problems.some(({severity}) => severity === 'refused')) assert.ok(!isUsable(problems));
      if (isUsable(problems)) assertSound(configuration);
    } catch (error) {
      throw new Error(`number ${i} of seed ${seedOfRun()}:\n${text}`, {cause: error});
    }
  }
});

/** What a director may rely on. */
function assertSound({routers, groups, scripts, files, processes, sync}: RouterConfiguration): void {
  const known = new Set(routers.map(({name}) => name));
  assert.equal(known.size, routers.length);
  for (const {virtualRouter, priority, rules, addresses, checksums, family} of routers) {
    assert.ok(virtualRouter >= 1 && virtualRouter <= 255 && priority >= 1 && priority <= 255);
    assert.ok(isAdvertisable(rules.version, rules.interval), `${rules.interval}`);
    assert.ok(addresses.length <= 255 && addresses.every(({address}) => address.family === family));
    assert.ok(checksums.length > 0);
  }
  for (const {members} of groups) assert.ok(members.length > 0 && members.every(name => known.has(name)));
  if (sync) assert.ok(known.has(sync.router));
  for (const {tracking} of [...routers, ...groups]) {
    for (const {name} of tracking.scripts) assert.ok(scripts.some(each => each.name === name));
    for (const {name} of tracking.files) assert.ok(files.some(each => each.name === name));
    for (const {name} of tracking.processes) assert.ok(processes.some(each => each.name === name));
  }
}
