import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {flatten} from '../../../../src/managers/keepalived/prepare/flat-configuration.js';
import {isNoWorse} from '../../../../src/managers/keepalived/prepare/keepalived-check.js';
import {orderTraps} from '../../../../src/managers/keepalived/prepare/order-trap.js';
import {OverlayFiles} from '../../../../src/managers/keepalived/prepare/overlay-files.js';
import {reloadHazards, reloadNotes} from '../../../../src/managers/keepalived/prepare/reload-hazards.js';
import {isSameBehaviour} from '../../../../src/managers/keepalived/prepare/same-behaviour.js';
import {shortestEdit} from '../../../../src/managers/keepalived/prepare/shortest-edit.js';
import {unifiedDiff} from '../../../../src/managers/keepalived/prepare/unified-diff.js';
import {readText} from '../../../config/keepalived/corpus.js';

test('a difference is what diff -u shows, with secrets masked', () => {
  const before = 'a\nb\n  auth_pass s3cret\nc\nd\ne\nf\ng\nh\ni\n';
  const after = before.replace('b\n', 'b\nnew\n').replace('i\n', '');
  assert.equal(
    unifiedDiff('/x', before, after),
    '--- /x\n+++ /x\n@@ -1,5 +1,6 @@\n a\n b\n+new\n   auth_pass (secret)\n c\n d\n@@ -7,4 +8,3 @@\n f\n g\n h\n-i\n',
  );
  assert.equal(unifiedDiff('/x', undefined, 'a\n'), '--- /dev/null\n+++ /x\n@@ -0,0 +1,1 @@\n+a\n');
});

test('the steps of an edit make one list of the other', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c'), {maxLength: 12});
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const steps = shortestEdit(before, after);
      const side = (sign: string) => steps.filter(step => step.sign !== sign).map(({line}) => line);
      assert.deepEqual([side('+'), side('-')], [before, after]);
    }),
  );
});

test('a script is a trap only in front of both lines, and without the user that keepalived looks for', () => {
  const traps = (globals: string, hasUser = false) =>
    orderTraps(readText(`global_defs {\n${globals}}\n`).tree, hasUser).map(({place}) => place?.line);
  const fifo = '  notify_fifo /run/x\n';
  const [security, user] = ['  enable_script_security\n', '  script_user root\n'];
  assert.deepEqual(traps(fifo + security + user), [2]);
  assert.deepEqual(traps(fifo + user + security), [2]);
  assert.deepEqual(traps(security + user + fifo), []);
  assert.deepEqual(traps(user + fifo + security), []);
  assert.deepEqual(traps(fifo + user), []);
  assert.deepEqual(traps(fifo + security + user, true), []);
  assert.deepEqual(traps(`  notify_fifo /run/x root\n${security}${user}`), []);
  assert.deepEqual(traps(`  notification_email_from x\n${security}${user}`), []);
});

test('what a reload does to others is told', () => {
  const {config, tree} = readText(
    'global_defs {\n enable_snmp_vrrp\n reload_time_file /run/t\n}\nvirtual_server 10.0.0.1 80 {\n real_server 10.0.0.2 80 {\n  MISC_CHECK {\n   misc_path /bin/true\n   misc_dynamic\n  }\n }\n}\n',
  );
  assert.deepEqual(
    reloadHazards(config).map(({code, isForceable, place}) => [code, isForceable, place?.line]),
    [['dynamic-check', true, 7]],
  );
  assert.equal(reloadNotes(config, tree).length, 2);
});

test('configurations behave alike wherever their lines stand, but not with another password', () => {
  const text = (password: string) =>
    `vrrp_instance A {\n interface eth0\n virtual_router_id 1\n authentication {\n  auth_type PASS\n  auth_pass ${password}\n }\n virtual_ipaddress {\n  10.0.0.1\n }\n}\n`;
  const [one, moved, other] = [text('one'), `# first\n\n${text('one')}`, text('two')].map(one => readText(one).config);
  assert.ok(isSameBehaviour(one!, moved!, '/run/lvsctl/keepalived'));
  assert.ok(!isSameBehaviour(one!, other!, '/run/lvsctl/keepalived'));
});

test('a flat configuration knows where its lines are from', () => {
  const files = new OverlayFiles(
    {readFile: () => undefined, glob: () => []},
    new Map([
      ['/etc/k/k.conf', 'a\n  include more/*.conf # all\nb\n'],
      ['/etc/k/more/1.conf', 'c ${_PWD}\n'],
      ['/etc/k/more/.hidden.conf', 'd\n'],
    ]),
  );
  const flat = flatten('/etc/k/k.conf', files);
  assert.equal(flat.text, 'a\nc /etc/k/more\nb\n');
  assert.deepEqual(flat.placeOf(2), {file: '/etc/k/more/1.conf', line: 1, column: 1});
});

test('what keepalived says is no worse only if it said all of it before', () => {
  const verdict = (status: number | undefined, ...said: string[]) => ({
    status,
    complaints: said.map(words => ({words, place: undefined})),
  });
  assert.ok(isNoWorse(verdict(5, 'old'), verdict(0)));
  assert.ok(isNoWorse(verdict(5, 'old'), verdict(5, 'old')));
  assert.ok(!isNoWorse(verdict(5, 'old'), verdict(5, 'old', 'old')));
  assert.ok(!isNoWorse(verdict(0), verdict(5, 'new')));
  assert.ok(!isNoWorse(verdict(2, 'fatal'), verdict(2, 'fatal')));
  assert.ok(!isNoWorse(verdict(undefined), verdict(undefined)));
});
