import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';
import {createDemoKernel, writeDemo} from '../../../src/kernel/embedded/demo.js';
import {openEmbeddedKernel} from '../../../src/kernel/embedded/open-embedded-kernel.js';
import {command} from '../../../src/kernel/ipvs/attributes.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import type {Kernel} from '../../../src/kernel/kernel.js';
import {changes} from './changes.js';
import {converse} from './conversation.js';
import {dumpDatagram} from './requests.js';

const start = 1_700_000_000_000;

function temporaryFile(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-demo-'));
  context.after(() => rmSync(folder, {recursive: true}));
  return join(folder, 'state/demo.json');
}

function open(file: string, clock: () => number): Kernel {
  const kernel = openEmbeddedKernel(`embedded:${file}`, {environment: {}, clock, interfaces: () => []});
  assert.ok(kernel);
  return kernel;
}

function textOf(kernel: Kernel, path: string): string {
  return [...kernel.readProc(path)].map(piece => Buffer.from(piece).toString('latin1')).join('');
}

test('the demo in memory gives the same bytes for the same seed and the same times', async () => {
  const bytes = async (seed: number, times: readonly number[]) => {
    let now = start;
    const kernel = createDemoKernel({clock: () => now, seed});
    const socket = kernel.openNetlink(16, 32_768);
    for (const time of times) {
      now = start + time;
      textOf(kernel, '/proc/net/ip_vs');
    }
    const messages = await converse(socket, dumpDatagram(command.getService));
    socket.close();
    const entries = messages.slice(0, -1).map(({datagram, start, end}) => datagram.toString('hex', start, end));
    return [...entries, textOf(kernel, '/proc/net/ip_vs'), textOf(kernel, '/proc/net/ip_vs_conn')].join('\n');
  };
  const often = Array.from({length: 30}, (_, i) => i * 1_000);
  assert.equal(await bytes(5, often), await bytes(5, [29_000]));
  assert.notEqual(await bytes(5, often), await bytes(6, often));
});

test('while one process watches for a quarter of an hour, a change by another one makes no counter run backwards', async context => {
  const file = temporaryFile(context);
  let now = start;
  writeDemo(file, now);
  const {ipvs} = await openIpvs(open(file, () => now));
  let last = 0n;
  for (let i = 1; i <= 90; i++) {
    now += 10_000;
    if (i % 30 === 0) {
      const other = await openIpvs(open(file, () => now));
      const [outcome] = await other.ipvs.apply(changes([`-A -t 203.0.113.77:${20_000 + i} -s rr`]));
      assert.equal(outcome, undefined);
      other.ipvs.close();
    }
    const {connections} = (await ipvs.totals()).counters;
    assert.ok(connections > last, `after ${i * 10} s`);
    last = connections;
  }
  assert.equal((await ipvs.services()).filter(({id}) => id.type !== 'fwmark' && id.port > 20_000).length, 3);
  ipvs.close();
});

test('who only reads a table without traffic writes no file', async context => {
  const file = temporaryFile(context);
  let now = start;
  const kernel = open(file, () => now);
  now += 3_600_000;
  textOf(kernel, '/proc/net/ip_vs');
  assert.equal(existsSync(file), false);
});
