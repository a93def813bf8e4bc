import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import fc from 'fast-check';
import {isUsable} from '../../../src/config/director/director-problem.js';
import {readDirectorConfiguration} from '../../../src/config/director/read-director-configuration.js';
import {isAdvertisable} from '../../../src/vrrp/intervals.js';
import type {RouterConfiguration} from '../../../src/vrrp/router/configuration.js';
import {isSoak} from '../../parity/seed.js';
import {textOf} from './text.js';

const folder = 'test/config/director/golden';
const texts = globSync('*.yaml', {cwd: folder}).map(name => readFileSync(join(folder, name), 'utf8'));
const numRuns = isSoak() ? 100_000 : 2000;
const words = ['0', '-1', '1.5s', '256', 'eth0', '[]', '{}', '*a', '&a', '!x', '"', "'", ':', ': ', ', ', '10.0.0.9', 'fe80::1', '\n', '  ', '\t', '- ', '<<', '~', 'null', '#', '|', '>', '%', '---\n', '\u0000', '💥']; // biome-ignore format: a table

/** A file with a few pieces taken out, doubled, or put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(fc.tuple(fc.nat(), fc.nat(30), fc.option(fc.constantFrom(...words))), {minLength: 1, maxLength: 4}),
  )
  .map(([text, changes]) =>
    changes.reduce((now, [at, length, word]) => {
      const from = at % (now.length + 1);
      const piece = word ?? now.slice(from, from + length).repeat(2);
      return now.slice(0, from) + piece + now.slice(from + length);
    }, text),
  );

test('a spoiled file is read or refused, with every problem at a place', () => {
  fc.assert(
    fc.property(mutated, text => {
      const reading = readDirectorConfiguration({name: 'd.yaml', text});
      const {configuration, problems} = reading;
      textOf(reading);
      const lines = text.split('\n').length;
      for (const {line, column, message} of problems)
        assert.ok(line >= 1 && line <= lines + 1 && column >= 1 && message !== '');
      if (isUsable(problems)) assertSound(configuration);
    }),
    {numRuns},
  );
});

/** What a director may rely on. */
function assertSound({routers, groups, scripts, files, processes, sync}: RouterConfiguration): void {
  for (const {virtualRouter, priority, rules, addresses, family} of routers) {
    assert.ok(virtualRouter >= 1 && virtualRouter <= 255 && priority >= 1 && priority <= 255);
    assert.ok(isAdvertisable(rules.version, rules.interval));
    assert.ok(addresses.length >= 1 && addresses.length <= 255);
    assert.ok(addresses.every(({address}) => address.family === family));
  }
  const known = routers.map(({name}) => name);
  for (const {members} of groups) assert.ok(members.length > 0 && members.every(name => known.includes(name)));
  if (sync) assert.ok([...known, ...groups.map(({name}) => name)].includes(sync.router));
  for (const {tracking} of [...routers, ...groups]) {
    for (const {name} of tracking.scripts) assert.ok(scripts.some(each => each.name === name));
    for (const {name} of tracking.files) assert.ok(files.some(each => each.name === name));
    for (const {name} of tracking.processes) assert.ok(processes.some(each => each.name === name));
  }
}
