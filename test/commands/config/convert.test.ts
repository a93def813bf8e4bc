import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import type {CommandContext} from '../../../src/commands/command.js';
import {configConvert, type ConvertOptions} from '../../../src/commands/config/convert.js';
import {KnownNames} from '../../../src/config/table/known-names.js';
import {readTable} from '../../../src/config/table/read-table.js';
import {numericDisplay} from '../../../src/ipvsadm/display-names.js';
import {destinationRule, serviceRule} from '../../../src/ipvsadm/format-rules.js';
import {everyKey} from '../../config/pools/every-key.js';
import {recordedResolver} from '../run.js';

const folder = mkdtempSync(join(tmpdir(), 'lvsctl-convert-'));
after(() => rmSync(folder, {recursive: true}));

async function convert(text: string, options: Partial<ConvertOptions>, name = 'it.conf') {
  const path = join(folder, name);
  writeFileSync(path, text);
  const said = {stdout: '', stderr: ''};
  const context = {
    stdin: [],
    resolver: recordedResolver,
    stdout: {write: (one: string) => (said.stdout += one)},
    stderr: {write: (one: string) => (said.stderr += one)},
  } as unknown as CommandContext;
  const all = {to: undefined, from: undefined, output: undefined, strict: undefined, ...options};
  const code = await configConvert.run(all, [path] as never, context);
  return {code, stdout: said.stdout, stderr: said.stderr.replaceAll(`${folder}/`, '')};
}

const keepalived = `virtual_server 10.0.0.1 80 {
    lvs_sched rr
    lvs_method DR
    protocol TCP
    sorry_server 10.0.0.9
    real_server 10.0.0.11 80 {
        weight 3
        HTTP_GET {
            url {
                path /status
                status_code 200
            }
        }
    }
}
`;
const ldirectord = `virtual=10.0.0.1:80
\treal=10.0.0.11:8080 masq 3
\tservice=imap
\tlogin="me"
\tpasswd="s3cret"
`;

test('what can be said is written, and nothing is told', async () => {
  const {code, stdout, stderr} = await convert(keepalived, {to: 'yaml'});
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^services:\n {2}tcp\/10\.0\.0\.1:80:\n {4}scheduler: rr\n/);
  const back = await convert(stdout, {to: 'keepalived'}, 'it.yaml');
  assert.deepEqual([back.code, back.stderr], [0, '']);
  const again = await convert(back.stdout, {to: 'yaml'});
  assert.equal(again.stdout, stdout);
});

test('what is lost is told with its place and what follows, and is status 1', async () => {
  const {code, stderr, stdout} = await convert(ldirectord, {to: 'keepalived'}, 'it.cf');
  assert.equal(code, 1);
  assert.match(stderr, /^it\.cf:2:2: imap cannot be asked by keepalived: it is TCP_CHECK instead, which proves less$/m);
  assert.match(stdout, /TCP_CHECK/);
});

test('with --strict nothing is written where something would be lost', async () => {
  const output = join(folder, 'never');
  const {code, stdout, stderr} = await convert(ldirectord, {to: 'keepalived', strict: true, output}, 'it.cf');
  assert.deepEqual([code, stdout], [4, '']);
  assert.match(stderr, /nothing was written/);
  assert.throws(() => statSync(output));
});

test('a file that its own daemon refuses is not converted', async () => {
  const {code, stdout, stderr} = await convert('virtual=10.0.0.1:80\n\treel=x\n', {to: 'yaml'}, 'it.cf');
  assert.deepEqual([code, stdout], [1, '']);
  assert.match(stderr, /^it\.cf:2:2: .*reel.*\n/);
});

test('the file that is written is for its owner only', async () => {
  const output = join(folder, 'out.yaml');
  const {code, stdout} = await convert(ldirectord, {to: 'yaml', output}, 'it.cf');
  assert.deepEqual([code, stdout], [0, '']);
  assert.equal(statSync(output).mode & 0o777, 0o600);
  assert.match(readFileSync(output, 'utf8'), /password: s3cret/);
});

test('a file that is there, and that others may read, is for its owner only afterwards, with nothing of before in it', async () => {
  const output = join(folder, 'there.yaml');
  writeFileSync(output, 'x'.repeat(100_000), {mode: 0o644});
  await convert(ldirectord, {to: 'yaml', output}, 'it.cf');
  assert.equal(statSync(output).mode & 0o777, 0o600);
  const text = readFileSync(output, 'utf8');
  assert.match(text, /s3cret/);
  assert.doesNotMatch(text, /xxx/);
});

test('virtual routers are left out, and that is told', async () => {
  const text = `vrrp_instance V {\ninterface eth0\nvirtual_router_id 5\nvirtual_ipaddress {\n10.0.0.1\n}\n}\n${keepalived}`;
  const {code, stderr} = await convert(text, {to: 'yaml'});
  assert.equal(code, 1);
  assert.match(stderr, /^it\.conf:1:1: virtual routers are left out: 1$/m);
});

describe('rules are those that lvsctl apply makes of the same file', () => {
  for (const [format, text, name] of [
    ['keepalived', keepalived, 'it.conf'],
    ['ldirectord', ldirectord, 'it.cf'],
  ] as const)
    test(format, async () => {
      const around = {names: new KnownNames(recordedResolver), files: {readFile: () => undefined, glob: () => []}};
      const {table} = await readTable({name, text}, format, around);
      const rules = table.entries.map(
        ({service, destinations}) =>
          serviceRule(service, numericDisplay, 'lvsctl') +
          destinations.map(one => destinationRule(service.id, one, numericDisplay, 'lvsctl')).join(''),
      );
      const {stdout, code} = await convert(text, {to: 'rules'}, name);
      assert.deepEqual([stdout, code], [rules.join(''), 1]);
      const again = await convert(stdout, {to: 'rules'}, 'rules');
      assert.deepEqual([again.stdout, again.code, again.stderr], [stdout, 0, '']);
    });
});

test('a plain table becomes services that nobody checks', async () => {
  const rules = '-A -t 10.0.0.1:80 -s rr\n-a -t 10.0.0.1:80 -r 10.0.0.11:80 -g -w 3\n';
  for (const to of ['yaml', 'keepalived', 'ldirectord'] as const) {
    const {stdout, code, stderr} = await convert(rules, {to}, 'rules');
    assert.deepEqual([code, stderr], [0, ''], to);
    const back = await convert(stdout, {to: 'rules'}, {yaml: 'x.yaml', keepalived: 'x.conf', ldirectord: 'x.cf'}[to]);
    assert.deepEqual([back.stdout, back.code], [rules, 0], to);
  }
});

test('a second document is told of, whichever kind of YAML it is', async () => {
  for (const text of [
    'services: {}\n---\nservices: {}\n',
    'schema: lvsctl.list/1\nservices: []\n---\nservices: []\n',
  ]) {
    const {code, stderr} = await convert(text, {to: 'rules'}, 'two.yaml');
    assert.equal(code, 1);
    assert.match(stderr, /two\.yaml:\d:1: .*a second document begins here \(---\): one is taken/);
  }
});

test('a check of mail servers is the same service of ldirectord after YAML', async () => {
  for (const service of ['smtp', 'submission']) {
    const cf = `virtual=10.0.0.1:25\n\treal=10.0.0.11:25 gate\n\tservice=${service}\n\tchecktype=negotiate\n\tprotocol=tcp\n`;
    const own = await convert(cf, {to: 'yaml'}, 'it.cf');
    assert.deepEqual([own.code, own.stderr], [0, '']);
    const again = await convert(own.stdout, {to: 'ldirectord'}, 'it.yaml');
    assert.match(again.stdout, new RegExp(`^\\s*service\\s*=\\s*${service}$`, 'm'));
    assert.equal((await convert(again.stdout, {to: 'yaml'}, 'again.cf')).stdout, own.stdout);
  }
});

test('a file without virtual services has nothing to write', async () => {
  const routers = 'vrrp_instance V {\ninterface eth0\nvirtual_router_id 5\nvirtual_ipaddress {\n10.0.0.1\n}\n}\n';
  const {code, stdout, stderr} = await convert(routers, {to: 'yaml'});
  assert.deepEqual([code, stdout], [1, '']);
  assert.match(stderr, /it\.conf has no virtual service/);
});

test('whatever our own YAML says is either written or told', async () => {
  for (const to of ['keepalived', 'ldirectord', 'rules'] as const) {
    const {code, stderr} = await convert(everyKey, {to}, 'it.yaml');
    assert.equal(code, 1);
    assert.doesNotMatch(stderr, /would be refused/, to);
    assert.match(stderr, /^it\.yaml:1:1: metrics are left out$/m);
  }
});

test('without --to, or with a file of no kind, it says what to do', async () => {
  await assert.rejects(convert(keepalived, {}), /say what to write: --to/);
  await assert.rejects(convert('???', {to: 'yaml', from: undefined}, 'x'), /no kind of file that is known|nothing/);
});
