import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {openEmbeddedKernel} from '../../../src/kernel/embedded/open-embedded-kernel.js';
import {changes} from './changes.js';

function temporaryFile(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-embedded-'));
  context.after(() => rmSync(folder, {recursive: true}));
  return join(folder, 'state/kernel.json');
}

const interfaces = () => [{name: 'lo', mtu: 65536, addresses: []}];

function open(file: string, clock = () => 1000) {
  const kernel = openEmbeddedKernel(`embedded:${file}`, {environment: {}, clock, interfaces});
  assert.ok(kernel);
  return kernel;
}

test('what one kernel was told, the next one knows', async context => {
  const file = temporaryFile(context);
  const first = await openIpvs(open(file));
  const outcomes = await first.ipvs.apply(
    changes([
      '-A -t 10.0.0.1:80 -s wrr -p 600 -M 255.255.255.0',
      '-a -t 10.0.0.1:80 -r 192.168.10.1:8080 -m -w 3 -x 100 -y 50',
      '-a -t 10.0.0.1:80 -r 192.168.10.2:80 -i --tun-type gue --tun-port 6080',
      '-A -f 7 -6 -s mh -b mh-port',
      '-A -u 10.0.0.1:5060 -s rr -p 60 --pe sip -o',
      '--set 100 0 30',
      '--start-daemon backup --mcast-interface lo --syncid 7',
    ]),
  );
  assert.deepEqual(
    outcomes.map(outcome => outcome?.message),
    Array(6).fill(undefined).concat([undefined]),
  );
  const second = await openIpvs(open(file));
  assert.deepEqual(await second.ipvs.table(), await first.ipvs.table());
  assert.deepEqual(await second.ipvs.daemons(), await first.ipvs.daemons());
  assert.deepEqual(await second.ipvs.timeouts(), {tcp: 100, tcpFin: 120, udp: 30});
  first.ipvs.close();
  second.ipvs.close();
});

test('a refused change does not touch the file', async context => {
  const file = temporaryFile(context);
  const {ipvs} = await openIpvs(open(file));
  await ipvs.apply(changes(['-D -t 10.0.0.1:80']));
  assert.equal(existsSync(file), false);
  ipvs.close();
});

const broken = [
  {text: '', problem: /Unexpected end of JSON input/},
  {text: '{"format": "lvsctl-embedded-kernel", ]', problem: /position 37/},
  {text: '[]', problem: /the whole is \[\], expected an object/},
  {text: '{"format": "something else"}', problem: /format is "something else"/},
  {text: '{"format": "lvsctl-embedded-kernel", "version": 2}', problem: /written by a newer one/},
];

for (const {text, problem} of broken) {
  test(`a file that holds ${JSON.stringify(text)} is refused and left alone`, async context => {
    const file = temporaryFile(context);
    const {ipvs} = await openIpvs(open(file));
    await ipvs.apply(changes(['-A -t 10.0.0.1:80 -s rr']));
    writeFileSync(file, text);
    const [outcome] = await ipvs.apply(changes(['-A -t 10.0.0.2:80 -s rr']));
    assert.ok(outcome);
    assert.throws(
      () => [...open(file).readProc('/proc/net/ip_vs')],
      error => {
        assert.ok(error instanceof Error && error.name === 'StateFileError');
        assert.match(error.message, problem);
        assert.ok(error.message.startsWith(file));
        return true;
      },
    );
    assert.equal(readFileSync(file, 'utf8'), text);
    ipvs.close();
  });
}

test('the path of a wrong field is named', async context => {
  const file = temporaryFile(context);
  const {ipvs} = await openIpvs(open(file));
  await ipvs.apply(
    changes(['-A -t 10.0.0.1:80 -s rr', '-a -t 10.0.0.1:80 -r 10.1.0.1 -m', '-a -t 10.0.0.1:80 -r 10.1.0.2 -m']),
  );
  ipvs.close();
  writeFileSync(file, readFileSync(file, 'utf8').replace('"10.1.0.2"', '"10.1.0.300"'));
  assert.throws(
    () => [...open(file).readProc('/proc/net/ip_vs')],
    /services\[0\]\.destinations\[1\]\.address is "10\.1\.0\.300", expected an address/,
  );
});

test('what cannot be written is not acknowledged, and did not happen', async context => {
  const file = temporaryFile(context);
  const {ipvs} = await openIpvs(open(file));
  await ipvs.apply(changes(['-A -t 10.0.0.1:80 -s rr']));
  mkdirSync(`${file}.new`);
  const [outcome] = await ipvs.apply(changes(['-A -t 10.0.0.2:80 -s rr']));
  assert.equal(outcome?.name, 'UnknownOutcome');
  rmdirSync(`${file}.new`);
  const again = await openIpvs(open(file));
  assert.equal((await again.ipvs.services()).length, 1);
  again.ipvs.close();
  ipvs.close();
});

test('a file in a folder that nobody can make is refused, and nobody waits', async () => {
  const {ipvs} = await openIpvs(open('/proc/none/of/these/kernel.json'));
  const [outcome] = await ipvs.apply(changes(['-A -t 10.0.0.1:80 -s rr']));
  assert.match(outcome?.message ?? '', /there is no such file or folder \(ENOENT\)/);
  ipvs.close();
});

test('a change by another process is seen by the next read', async context => {
  const file = temporaryFile(context);
  const first = await openIpvs(open(file));
  const second = await openIpvs(open(file));
  await first.ipvs.apply(changes(['-A -t 10.0.0.1:80 -s rr']));
  assert.equal((await second.ipvs.services()).length, 1);
  await second.ipvs.apply(changes(['-D -t 10.0.0.1:80']));
  assert.equal((await first.ipvs.services()).length, 0);
  first.ipvs.close();
  second.ipvs.close();
});

test('a symbolic link stays one: what it points to is replaced', async context => {
  const file = temporaryFile(context);
  const {ipvs} = await openIpvs(open(file));
  await ipvs.apply(changes(['-A -t 10.0.0.1:80 -s rr']));
  ipvs.close();
  const link = `${file}.link`;
  symlinkSync(file, link);
  const linked = await openIpvs(open(link));
  await linked.ipvs.apply(changes(['-A -t 10.0.0.2:80 -s rr']));
  linked.ipvs.close();
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.match(readFileSync(file, 'utf8'), /10\.0\.0\.2/);
});
