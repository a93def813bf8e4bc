import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CommandContext} from '../../src/commands/command.js';
import {readCheckFacts} from '../../src/commands/why/read-check-facts.js';
import type {WhyOptions} from '../../src/commands/why/why.js';
import type {CheckSource} from '../../src/managers/check-source.js';

async function read(reading: CheckSource['reading'], ask: true | undefined) {
  let reads = 0;
  let closed = 0;
  const source = {
    name: 'keepalived',
    reading,
    files: [{path: '/no/such/keepalived.conf', configId: undefined, hostname: undefined}],
    read: async () => {
      reads++;
      return {schema: 'lvsctl.checks/1', source: 'keepalived', at: 0, pools: [], notes: []};
    },
  } as unknown as CheckSource;
  const told: string[] = [];
  const context = {
    isEmbedded: false,
    openChecks: async () => ({source, problems: [], user: 'ann', close: () => closed++}),
  } as unknown as CommandContext;
  const facts = await readCheckFacts({ask} as WhyOptions, context, (from, words) => told.push(`${from}: ${words}`));
  return {facts, reads, closed, told};
}

test('a daemon that would be signalled is read with --ask only, and without it that is told', async () => {
  const silent = await read('signal', undefined);
  assert.deepEqual([silent.reads, silent.closed, silent.facts.report], [0, 1, undefined]);
  assert.ok(silent.told.some(line => line.includes('--ask')));
  assert.equal((await read('signal', true)).reads, 1);
});

test('one that tells by itself, or by files, is read', async () => {
  assert.equal((await read('told', undefined)).reads, 1);
  assert.equal((await read('files', undefined)).reads, 1);
});

test('a configuration that cannot be read is told, and the others count', async () => {
  const {told, reads} = await read('told', undefined);
  assert.ok(told.some(line => line.startsWith('/no/such/keepalived.conf: ')));
  assert.equal(reads, 1);
});
