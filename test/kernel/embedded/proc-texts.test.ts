import assert from 'node:assert/strict';
import {test} from 'node:test';
import {newDirector, recordedSalt} from '../../../src/kernel/embedded/director.js';
import {createEmbeddedKernel} from '../../../src/kernel/embedded/embedded-kernel.js';
import {createMemoryStore} from '../../../src/kernel/embedded/store/memory-store.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {formatEndpoint} from '../../../src/net/endpoint.js';
import {changes} from './changes.js';
import {readJsonLines} from './fixtures.js';

interface Run {
  readonly id: string;
  readonly argv: readonly string[];
  readonly setup: readonly string[];
  readonly stdout: string;
}

const runs = new Map(readJsonLines<Run>('fixtures/ipvsadm/cli.jsonl').map(run => [run.id, run]));
const run = (id: string) => runs.get(id) as Run;
const setupOf = (id: string) => changes(run(id).setup.map(line => line.replace(/^ipvsadm /, '')));

function newKernel() {
  return createEmbeddedKernel({
    store: createMemoryStore(newDirector(0, recordedSalt)),
    clock: () => 0,
    interfaces: () => [],
  });
}

function read(kernel: ReturnType<typeof newKernel>, path: string): string {
  return [...kernel.readProc(path)].map(piece => Buffer.from(piece).toString('latin1')).join('');
}

test('the recorded texts under /proc come out to the byte, order included', async () => {
  const kernel = newKernel();
  const {ipvs} = await openIpvs(kernel);
  assert.deepEqual(new Set(await ipvs.apply(setupOf('list-041'))), new Set([undefined]));
  for (const [id, {argv, stdout}] of runs) {
    if (!id.startsWith('proc-') || argv[0] !== 'cat') continue;
    assert.equal(read(kernel, argv[1] as string), stdout, id);
  }
  ipvs.close();
});

test('the settings under /proc/sys/net/ipv4/vs are those recorded', () => {
  const kernel = newKernel();
  for (const line of run('proc-102').stdout.trimEnd().split('\n')) {
    const [name, value] = line.split(' = ');
    assert.equal(read(kernel, `/proc/sys/net/ipv4/vs/${name}`).trimEnd().replace('\t', ' '), value, line);
  }
});

test('services come in the recorded order of a kernel that was not asked to sort', async () => {
  const {ipvs} = await openIpvs(newKernel());
  await ipvs.apply(setupOf('sort-646'));
  const recorded = run('sort-648')
    .stdout.split('\n')
    .slice(3, -1)
    .map(line => line.split(' ')[2]);
  const services = await ipvs.services();
  assert.deepEqual(
    services.map(({id}) => (id.type === 'address' ? formatEndpoint(id) : '')),
    recorded,
  );
  ipvs.close();
});

const writes = [
  {name: 'drop_entry', text: '3\n', after: '3\n'},
  {name: 'drop_entry', text: '2', after: '1\n'},
  {name: 'drop_entry', text: '5', after: undefined},
  {name: 'conn_reuse_mode', text: ' 0x10 \n', after: '16\n'},
  {name: 'conn_reuse_mode', text: '-1', after: '-1\n'},
  {name: 'conn_reuse_mode', text: 'yes', after: undefined},
  {name: 'conn_reuse_mode', text: '2147483648', after: undefined},
  {name: 'sync_ports', text: '4', after: '4\n'},
  {name: 'sync_ports', text: '3', after: undefined},
  {name: 'sync_threshold', text: '5 60', after: '5\t60\n'},
  {name: 'sync_threshold', text: '60 5', after: undefined},
  {name: 'sync_threshold', text: '60 0', after: '60\t0\n'},
  {name: 'sync_version', text: '2', after: undefined},
];

for (const {name, text, after} of writes) {
  test(`writing ${JSON.stringify(text)} to ${name} ${after === undefined ? 'is EINVAL' : `leaves ${JSON.stringify(after)}`}`, () => {
    const kernel = newKernel();
    const path = `/proc/sys/net/ipv4/vs/${name}`;
    const before = read(kernel, path);
    if (after === undefined) assert.throws(() => kernel.writeProc(path, text), {code: 'EINVAL', syscall: 'write'});
    else kernel.writeProc(path, text);
    assert.equal(read(kernel, path), after ?? before);
  });
}

test('a path that is not there is ENOENT', () => {
  assert.throws(() => newKernel().readProc('/proc/net/ip_vs_nothing'), {code: 'ENOENT', syscall: 'open'});
  assert.throws(() => newKernel().writeProc('/proc/sys/net/ipv4/vs/nothing', '1'), {code: 'ENOENT', syscall: 'open'});
});

test('no piece is longer than a page, and none cuts a line', async () => {
  const kernel = newKernel();
  const {ipvs} = await openIpvs(kernel);
  await ipvs.apply(changes(Array.from({length: 200}, (_, i) => `-A -t 10.0.${i}.1:80 -s rr`)));
  const pieces = [...kernel.readProc('/proc/net/ip_vs')].map(piece => Buffer.from(piece).toString());
  assert.ok(pieces.length > 1);
  for (const piece of pieces) assert.ok(piece.length <= 4096 && piece.endsWith('\n'));
  assert.equal(pieces.join('').split('\n').length, 3 + 200 + 1);
  ipvs.close();
});
