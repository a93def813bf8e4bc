import assert from 'node:assert/strict';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {lint as definition} from '../../src/commands/lint/lint.js';
import {lintKindNames} from '../../src/lint/lint-kind.js';
import {lint} from './run-lint.js';

const folder = mkdtempSync(join(tmpdir(), 'lvsctl-lint-'));
after(() => rmSync(folder, {recursive: true}));

function file(name: string, text: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const good = 'fixtures/lint/good';
const wrong = 'fixtures/lint/wrong';

test('the definition names the kinds that there are', () => {
  assert.deepEqual(definition.options.kind.kind.choices, ['auto', ...lintKindNames]);
});

describe('the exit status', () => {
  test('is 0 where nothing is wrong', async () => {
    const {code, stdout, stderr} = await lint([`${good}/keepalived/gateway.conf`]);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^nothing is wrong with .*gateway\.conf \(keepalived\.conf\)\n$/);
  });
  test('is 0 for hints alone', async () => {
    const {code, stdout} = await lint([`${wrong}/keepalived/weight-zero.conf`]);
    assert.equal(code, 0);
    assert.match(stdout, /: hint: 192\.0\.2\.12:80 has weight 0 \[weight-zero\]\n/);
  });
  test('is 1 for a warning, and for an error', async () => {
    assert.equal((await lint([`${wrong}/keepalived/no-checker.conf`])).code, 1);
    assert.equal((await lint([`${wrong}/keepalived/no-weight.conf`])).code, 1);
  });
  test('is 2 for a file that is not there, and the others are judged', async () => {
    const {code, stdout, stderr} = await lint([join(folder, 'none'), `${wrong}/keepalived/no-weight.conf`]);
    assert.equal(code, 2);
    assert.match(stderr, /^lvsctl lint: .*none: there is no such file or folder \(ENOENT\)/);
    assert.match(stdout, /\[no-weight\]/);
  });
  test('is 2 for a file of no kind, a folder, and no file at all', async () => {
    const none = await lint([file('notes.txt', 'Dear diary,\n')]);
    assert.equal(none.code, 2);
    assert.match(none.stderr, /say which with --kind\n$/);
    mkdirSync(join(folder, 'a-folder'));
    assert.match((await lint([join(folder, 'a-folder')])).stderr, /it is a folder/);
    assert.equal((await lint([])).code, 2);
  });
});

test('a kind that is said counts, whatever the file looks like', async () => {
  const {stdout} = await lint([file('some.txt', 'net.ipv4.ip_forwarding = 1\n')], {kind: 'sysctl'});
  assert.match(stdout, /:1:1: error: there is no net\.ipv4\.ip_forwarding \[unknown-key\]\n/);
  assert.match(stdout, /\n {4}fix: {3}net\.ipv4\.ip_forward\n/);
});

test('standard input is read for -', async () => {
  const {code, stdout} = await lint(['-'], {}, '-A -t 10.0.0.1:80 -s wcl\n-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m\n');
  assert.equal(code, 1);
  assert.match(stdout, /^standard input:1:1: error: there is no scheduler "wcl" \[unknown-scheduler\]\n/);
});

test('codes that are not wanted are left out, and those that are not there told', async () => {
  const path = `${wrong}/keepalived/no-weight.conf`;
  assert.equal((await lint([path], {ignore: 'no-weight,weight-zero'})).code, 0);
  const {code, stderr} = await lint([path], {ignore: 'no-wight'});
  assert.equal(code, 2);
  assert.match(stderr, /there is no code no-wight; did you mean no-weight\?/);
});

test('a code is explained', async () => {
  const {code, stdout} = await lint([], {explain: 'block-within-block'});
  assert.equal(code, 0);
  assert.match(stdout, /^block-within-block \(error, in keepalived\.conf\): /);
  assert.match(stdout, /why: [^\n]+\n {4}see: /);
  assert.equal((await lint([], {explain: 'nonsense'})).code, 2);
});

test('who may read authkeys is looked at', async () => {
  const text = 'auth 1\n1 sha1 a-long-random-key-of-example\n';
  assert.equal((await lint([file('authkeys', text, 0o600)])).code, 0);
  const {code, stdout} = await lint([file('authkeys', text, 0o644)]);
  assert.equal(code, 1);
  assert.match(stdout, /:1:1: error: the mode is 0644 \[mode-not-0600\]\n/);
});

test('haresources is compared with the ha.cf that is given beside it', async () => {
  const haCf = file('ha.cf', 'udpport 694\nbcast eth0\nucast eth1 10.0.0.2\nauto_failback off\nnode lb1 lb2\n');
  const {stdout} = await lint([haCf, file('haresources', 'lb3 10.0.0.9/24/eth0 httpd\n')]);
  assert.match(stdout, /haresources:1:1: error: "lb3" is not a node of ha\.cf \[unknown-node\]\n/);
  assert.equal((await lint([haCf, file('haresources', 'lb2 10.0.0.9/24/eth0 httpd\n')])).code, 0);
});

test('ldirectord.cf is compared with the haresources that is given beside it', async () => {
  const resources = file('haresources', 'lb1 10.0.0.154/25/eth0 ldirectord::ldirectord.cf\n');
  const {stdout} = await lint([resources, `${good}/ldirectord/minimal.cf`], {});
  assert.match(stdout, /minimal\.cf:3:1: error: 192\.0\.2\.100 is no resource of .*\[virtual-without-resource\]\n/);
});

test('lines for other hosts do not count', async () => {
  const path = file(
    'keepalived.conf',
    'vrrp_instance a {\n  interface eth0\n  virtual_router_id 1\n@lb1 priority 100\n@lb2 prioriti 90\n  virtual_ipaddress {\n    10.0.0.1\n  }\n}\n',
  );
  assert.equal((await lint([path], {'config-id': 'lb1'})).code, 0);
  assert.match((await lint([path], {'config-id': 'lb2'})).stdout, /\[unknown-keyword\]/);
});

describe('a pair', () => {
  const same = `${good}/pair/keepalived-unicast`;
  test('that differs where it may is in order', async () => {
    const {code, stdout} = await lint([`${same}/a.conf`, `${same}/b.conf`], {pair: true});
    assert.deepEqual([code, stdout], [0, 'the two differ in nothing that matters\n']);
  });
  test('has two files of one kind', async () => {
    assert.match((await lint([`${same}/a.conf`], {pair: true})).stderr, /--pair compares two files/);
    const other = await lint([`${same}/a.conf`, `${good}/sysctl/director.conf`], {pair: true});
    assert.match(other.stderr, /files of one kind, and these are keepalived and sysctl/);
    const rules = `${good}/rules/web.rules`;
    assert.match((await lint([rules, rules], {pair: true})).stderr, /lvsctl diff compares rules/);
  });
  test('of which one cannot be read is not compared', async () => {
    const {code, stdout} = await lint([`${same}/a.conf`, join(folder, 'none')], {pair: true});
    assert.deepEqual([code, stdout], [2, '']);
  });
});

test('control characters of a file reach no terminal', async () => {
  const {stdout} = await lint(['-'], {kind: 'keepalived'}, 'vrrp_instance a {\n  \x1b[31mpriority\x07 1\n}\n');
  assert.ok(!/[\x00-\x09\x0b-\x1f]/.test(stdout));
  assert.match(stdout, /\\x1b\[31mpriority/);
});

test('for scripts there is a document', async () => {
  const {stdout, code} = await lint([`${wrong}/keepalived/no-weight.conf`, join(folder, 'none')], {output: 'json'});
  assert.equal(code, 2);
  const document = JSON.parse(stdout);
  assert.deepEqual(
    [document.schema, document.pair, document.errors, document.warnings, document.hints],
    ['lvsctl.lint/1', false, 1, 0, 0],
  );
  assert.deepEqual(document.files[0], {file: `${wrong}/keepalived/no-weight.conf`, kind: 'keepalived', unread: null});
  assert.equal(document.files[1].kind, null);
  const [problem] = document.problems;
  assert.deepEqual([problem.line, problem.column, problem.severity, problem.code], [30, 1, 'error', 'no-weight']);
});
