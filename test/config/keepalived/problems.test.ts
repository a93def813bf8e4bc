import assert from 'node:assert/strict';
import {test} from 'node:test';
import {formatProblem, verdictOf} from '../../../src/config/keepalived/problem.js';
import {host, readText} from './corpus.js';

test('a problem has its place, and says what keepalived does', () => {
  const [one] = readText('global_defs {\n  router_id x\n  nonsense  y\n}\n').problems;
  assert.ok(one);
  assert.equal(
    formatProblem(one),
    '/etc/keepalived/keepalived.conf:3:3: unknown keyword "nonsense"; keepalived skips the line',
  );
  assert.deepEqual([one.severity, one.code, one.exit], ['ignored', 'unknown-keyword', 5]);
});

test('a keyword that is newer says so', () => {
  const [one] = readText('global_defs {\n  json_version 2\n}\n').problems;
  assert.equal(one?.message, '"json_version" is new in keepalived 2.2.8');
});

test('problems of included files name them, and come in the order of reading', () => {
  const {problems} = readText('x\ninclude /etc/more\ny\n', {others: {'/etc/more': 'z\n'}});
  assert.deepEqual(
    problems.map(({file, line}) => `${file}:${line}`),
    ['/etc/keepalived/keepalived.conf:1', '/etc/keepalived/keepalived.conf:3', '/etc/more:1'],
  );
});

test('without a machine to look at, everything named is there', () => {
  const text = 'vrrp_instance V {\ninterface weird0\nvirtual_router_id 5\nvirtual_ipaddress { 10.0.0.1 }\n}\n';
  assert.deepEqual(readText(text).problems, []);
  assert.deepEqual(
    readText(text, {host}).problems.map(({code}) => code),
    ['unknown-interface'],
  );
});

test('the verdict is that of the gravest', () => {
  const at = {file: '', line: 1, column: 1, severity: 'ignored', code: 'note', message: '', effect: ''} as const;
  assert.equal(verdictOf([]), 0);
  assert.equal(verdictOf([at]), 0);
  assert.equal(verdictOf([{...at, exit: 4}]), 4);
  assert.equal(
    verdictOf([
      {...at, exit: 4},
      {...at, exit: 5},
    ]),
    5,
  );
  assert.equal(
    verdictOf([
      {...at, exit: 6},
      {...at, exit: 5},
    ]),
    6,
  );
  assert.equal(
    verdictOf([
      {...at, exit: 6},
      {...at, exit: 2},
    ]),
    2,
  );
});

test('a file that is not there gives no configuration, and a verdict of 0 as keepalived -t has it', () => {
  const {problems, config} = readText('include x', {});
  assert.deepEqual(
    problems.map(({code}) => code),
    ['note'],
  );
  assert.deepEqual(config.vrrp.instances, []);
});
