import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {runCheckHistory} from '../../../src/commands/checks/history-of-checks-run.js';
import {runChecks} from '../../../src/commands/checks/list-checks-run.js';
import {runDisable, runEnable} from '../../../src/commands/checks/switch-checks-run.js';
import {MadeUpSource, madeUpReport} from './made-up-source.js';
import {runCommand} from './run-command.js';

type Given = Parameters<typeof runChecks>[0];
const nothing = {output: undefined, failed: undefined, watch: undefined, log: undefined, numeric: undefined};
const given = (more: object): Given => ({
  ...nothing,
  'keepalived-config': undefined,
  'keepalived-pid': undefined,
  ...more,
});
const list = (more: object = {}, ...names: string[]) =>
  runCommand(context => runChecks(given(more), names, context), new MadeUpSource());

describe('lvsctl checks', () => {
  test('is a table with what is down, and why; exit status 1', async () => {
    const {stdout, code} = await list();
    assert.equal(code, 1);
    const lines = stdout.split('\n');
    assert.match(lines[0] ?? '', /^SERVICE +SERVER +STATE +SINCE +LAYER +LATENCY +WEIGHT +WHY +OPERATOR$/);
    assert.match(lines[2] ?? '', /10\.0\.0\.12:80 +down +90 s ago +L7 +12\.3 ms +- +status \\x1b\[2J503/);
    assert.match(lines[3] ?? '', /10\.0\.0\.13:80 +up +2 h ago .* 2 of 5 +all is well +drained by ann$/);
    assert.match(
      stdout,
      /has lost its quorum \(1 of 2\): the sorry server has the clients\.\nBy director, 0 ms ago\.\na note\n$/,
    );
    assert.ok(!stdout.includes('\u001b'));
  });

  test('wide tells each check', async () => {
    const {stdout} = await list({output: 'wide'});
    assert.match(stdout, / {2}HTTP 10\.0\.0\.12:80 \/status: down: status 503, not 200, 12\.3 ms, 1 s ago\n/);
  });

  test('one server, by its address or with its port, or a service', async () => {
    for (const name of ['10.0.0.11', '10.0.0.11:80']) {
      const {stdout} = await list({}, name);
      assert.match(stdout, /10\.0\.0\.11:80/);
      assert.doesNotMatch(stdout, /10\.0\.0\.12:80/);
    }
    const {stdout} = await list({}, 'tcp/10.0.0.1:80');
    assert.match(stdout, /10\.0\.0\.11:80[\s\S]*10\.0\.0\.12:80/);
  });

  test('one that nobody checks is told with what there is', async () => {
    const {stderr, code} = await list({}, '10.9.9.9');
    assert.equal(code, 2);
    assert.match(stderr, /nobody checks '10\.9\.9\.9'\. There are: TCP 10\.0\.0\.1:80/);
  });

  test('only what failed, as a document with the names of services', async () => {
    const {stdout, code} = await list({failed: true, output: 'json'});
    const document = JSON.parse(stdout);
    assert.equal(code, 1);
    assert.equal(document.schema, 'lvsctl.checks/1');
    assert.deepEqual(document.pools[0].serviceNames, ['tcp/10.0.0.1:80']);
    assert.deepEqual(
      document.pools[0].servers.map(({name}: {name: string}) => name),
      ['10.0.0.12:80'],
    );
    assert.deepEqual(document.pools[0].servers[0].checks[0].latencies, [1, null]);
  });

  test('is 0 where nothing is down', async () => {
    const report = madeUpReport();
    const pools = report.pools.map(pool => ({...pool, quorum: undefined, servers: pool.servers.slice(0, 1)}));
    const source = new MadeUpSource({...report, pools});
    assert.equal((await runCommand(context => runChecks(given({}), [], context), source)).code, 0);
  });

  test('says what to do where nobody checks; exit status 2', async () => {
    const {stderr, code} = await runCommand(context => runChecks(given({}), [], context), undefined);
    assert.equal(code, 2);
    assert.match(stderr, /nobody checks servers here: .* lvsctl director run checks servers/);
  });

  test('says that the configuration that was named is not there; exit status 2', async () => {
    const missing = given({'keepalived-config': '/nowhere/k.conf'});
    const {stderr, code} = await runCommand(context => runChecks(missing, [], context), undefined);
    assert.equal(code, 2);
    assert.match(stderr, /^lvsctl checks: --keepalived-config \/nowhere\/k\.conf: there is no such file or folder/);
  });
});

describe('lvsctl checks history', () => {
  test('tells what happened, with text from outside escaped, and notes on standard error', async () => {
    const {stdout, stderr, code} = await runCommand(
      context => runCheckHistory(given({}), [], context),
      new MadeUpSource(),
    );
    assert.equal(code, 0);
    assert.match(stdout, /TCP 10\.0\.0\.1:80 +10\.0\.0\.12:80 +down +L4 +connection \\x1b\[31mrefused/);
    assert.match(stderr, /since the director began/);
  });
});

describe('lvsctl checks disable and enable', () => {
  test('switch the checks of a server, in the pool of a service, with who and why', async () => {
    const source = new MadeUpSource();
    const off = await runCommand(
      context => runDisable({pool: 'tcp/10.0.0.1:80', reason: 'disk'}, ['10.0.0.12'], context),
      source,
    );
    assert.equal(off.code, 0, off.stderr);
    assert.deepEqual(source.disabled, [{server: '10.0.0.12', pool: 'TCP 10.0.0.1:80', owner: 'ann', reason: 'disk'}]);
    const on = await runCommand(context => runEnable({pool: undefined}, ['10.0.0.12'], context), source);
    assert.equal(on.code, 0);
    assert.deepEqual(source.enabled, [['10.0.0.12', undefined]]);
  });

  test('say what to do where whoever checks has no such switch; exit status 4', async () => {
    const source = new MadeUpSource();
    source.cannot = {disable: 'lvsctl drain keeps a server out of service'};
    const {stderr, code} = await runCommand(
      context => runDisable({pool: undefined, reason: undefined}, ['10.0.0.12'], context),
      source,
    );
    assert.equal(code, 4);
    assert.match(stderr, /lvsctl drain keeps a server out/);
    assert.equal(source.disabled.length, 0);
  });
});
