import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {runCheckRun} from '../../../src/commands/checks/run-checks-run.js';
import {runCommand} from './run-command.js';

type Given = Parameters<typeof runCheckRun>[0];
const nothing = {output: undefined, pool: undefined, programs: undefined};
const given = (more: object): Given => ({
  ...nothing,
  config: undefined,
  'keepalived-config': undefined,
  'keepalived-pid': undefined,
  ...more,
});

describe('the checks of a file run in this process', () => {
  let server: Server;
  let folder: string;
  let port: number;
  const file = (name: string) => join(folder, name);
  const run = (name: string, more: object = {}, real = `127.0.0.1:${port}`) =>
    runCommand(context => runCheckRun(given({config: file(name), ...more}), [real], context), undefined);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lvsctl-checks-'));
    server = createServer((request, answer) => {
      answer.statusCode = request.url === '/good' ? 200 : 503;
      answer.end('OK');
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
    const keepalived = (path: string) => `virtual_server 10.0.0.1 80 {
  protocol TCP
  real_server 127.0.0.1 ${port} {
    HTTP_GET { url { path ${path}
        status_code 200 }
      connect_timeout 1 }
  }
  real_server 127.0.0.1 ${port + 1} {
    MISC_CHECK { misc_path "/bin/false" }
  }
}
`;
    writeFileSync(file('good.conf'), keepalived('/good'));
    writeFileSync(file('bad.conf'), keepalived('/bad'));
    const reals = `real=127.0.0.1:${port} masq 1`;
    writeFileSync(
      file('ld.cf'),
      `virtual=10.0.0.1:80\n    ${reals}\n    service=http\n    request="good"\n    receive="OK"\n    protocol=tcp\n`,
    );
  });
  after(() => {
    server.close();
    rmSync(folder, {recursive: true});
  });

  test('each step has its time, and what came of it', async () => {
    const {stdout, code} = await run('good.conf');
    assert.match(stdout, /^TCP 10\.0\.0\.1:80 {2}127\.0\.0\.1:\d+ {2}HTTP 127\.0\.0\.1:\d+ \/good\n/);
    assert.match(stdout, /\n +[\d.]+ ms {2}connect +/);
    assert.match(stdout, /\n +[\d.]+ ms {2}up: /);
    assert.equal(code, 0);
  });

  test('one that fails is a finding, with its layer', async () => {
    const {stdout, code} = await run('bad.conf', {output: 'json'});
    assert.equal(code, 1);
    const [only] = JSON.parse(stdout).runs;
    assert.deepEqual([only.result, only.layer], ['down', 'L7']);
    assert.match(only.words, /503/);
  });

  test('an ldirectord.cf does as well', async () => {
    const {stdout, code, stderr} = await run('ld.cf');
    assert.match(stdout, /HTTP 127\.0\.0\.1:\d+ \/good/, stderr);
    assert.equal(code, 0);
  });

  test('a program is only named, unless it is asked for', async () => {
    const real = `127.0.0.1:${port + 1}`;
    const named = await run('good.conf', {}, real);
    assert.match(named.stdout, /undecided: not run: it is a program, .*--programs runs it/);
    assert.equal(named.code, 1);
    const ran = await run('good.conf', {programs: true}, real);
    assert.match(ran.stdout, /down at L7: /);
  });

  test('a server that the file has not, and a file that is not there, are told', async () => {
    assert.match((await run('good.conf', {}, '10.9.9.9')).stderr, /good\.conf has no real server 10\.9\.9\.9/);
    const {stderr, code} = await run('none.conf');
    assert.match(stderr, /none\.conf cannot be read/);
    assert.equal(code, 2);
  });
});
