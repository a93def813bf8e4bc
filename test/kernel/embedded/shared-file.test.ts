import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {openEmbeddedKernel} from '../../../src/kernel/embedded/open-embedded-kernel.js';
import {decodeDirector} from '../../../src/kernel/embedded/store/decode.js';

const hammer = fileURLToPath(new URL('./hammer.js', import.meta.url));

function temporaryFile(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-shared-'));
  context.after(() => rmSync(folder, {recursive: true}));
  return join(folder, 'kernel.json');
}

/** A process that adds services of its own one after the other, and writes a line for each that was acknowledged. */
function startHammer(
  file: string,
  which: number,
  count: number,
): {child: ChildProcess; acknowledged: string[]; ended: Promise<number | null>} {
  const child = spawn(process.execPath, [hammer, file, String(which), String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  let rest = '';
  child.stdout.on('data', data => {
    const lines = (rest + String(data)).split('\n');
    rest = lines.pop() as string;
    acknowledged.push(...lines);
  });
  return {child, acknowledged, ended: new Promise(resolve => child.on('close', resolve))};
}

function servicesIn(file: string): Set<string> {
  const director = decodeDirector(readFileSync(file, 'utf8'));
  return new Set(
    Array.from(
      director.services.inOrder(),
      ({port, address}) => `${address.family === 'ipv4' ? address.value & 255 : 0} ${port}`,
    ),
  );
}

test('two processes that write at once lose nothing', async context => {
  const file = temporaryFile(context);
  const hammers = [startHammer(file, 1, 150), startHammer(file, 2, 150)];
  assert.deepEqual(await Promise.all(hammers.map(({ended}) => ended)), [0, 0]);
  const services = servicesIn(file);
  assert.equal(services.size, 300);
  for (const {acknowledged} of hammers) for (const line of acknowledged) assert.ok(services.has(line), line);
});

test('a process killed while it writes leaves a whole file, with everything it was told was done', async context => {
  const file = temporaryFile(context);
  const expected = new Set<string>();
  for (let round = 1; round <= 12; round++) {
    const {child, acknowledged, ended} = startHammer(file, round, 100_000);
    while (acknowledged.length < 5) await new Promise(resolve => setTimeout(resolve, 1));
    await new Promise(resolve => setTimeout(resolve, round * 3));
    child.kill('SIGKILL');
    await ended;
    for (const line of acknowledged) expected.add(line);
    const services = servicesIn(file);
    for (const line of expected) assert.ok(services.has(line), line);
  }
  const kernel = openEmbeddedKernel(`embedded:${file}`, {environment: {}, clock: () => 0, interfaces: () => []});
  assert.ok(kernel); // and nothing is left locked
  kernel.writeProc('/proc/sys/net/ipv4/vs/conntrack', '1');
});
