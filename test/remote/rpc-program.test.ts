import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {after, describe, test} from 'node:test';
import {eventually} from '../directors/eventually.js';

const folder = mkdtempSync(join(tmpdir(), 'lvsctl-rpc-'));
const environment = {
  PATH: process.env.PATH,
  HOME: folder,
  XDG_STATE_HOME: folder,
  LVSCTL_KERNEL: `embedded:${join(folder, 'table.json')}`,
};
const lvsctl = resolve('bin/lvsctl');
const request = (id: number, method: string, params: object = {}) =>
  `${JSON.stringify({jsonrpc: '2.0', id, method, params})}\n`;
const messages = (text: string) =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));

describe('lvsctl rpc as a program', {
  skip: !existsSync('dist/lvsctl.cjs') && 'needs a build of lvsctl (npm run build)',
}, () => {
  after(() => rmSync(folder, {recursive: true, force: true}));
  const piped = (input: string, ...words: string[]) =>
    spawnSync(lvsctl, ['rpc', ...words], {input, env: environment, encoding: 'utf8', timeout: 30_000});

  test('ends with its input', () => {
    const {status, stdout, stderr} = piped('');
    assert.deepEqual([status, stdout, stderr], [0, '', '']);
  });

  test('answers all that a pipe has asked for', () => {
    const {status, stdout} = piped(request(1, 'hello') + request(2, 'run', {words: ['list', '-o', 'json']}));
    const all = messages(stdout);
    assert.equal(status, 0);
    assert.equal(all[0].result.schema, 'lvsctl.rpc/1');
    assert.equal(JSON.parse(all.find(({method}) => method === 'output').params.text).schema, 'lvsctl.list/1');
    assert.deepEqual(all.at(-1).result, {status: 0});
  });

  test('says mistakes of a command line on its standard error, with the status of usage', () => {
    const all = messages(piped(request(1, 'run', {words: ['list', '--bogus']})).stdout);
    assert.match(all[0].params.text, /there is no option --bogus/);
    assert.deepEqual(all.at(-1).result, {status: 2});
  });

  test('writes with --write alone', () => {
    const add = request(1, 'run', {words: ['snapshot', 'save', 'before']});
    assert.equal(messages(piped(add).stdout)[0].error.code, 1);
    assert.deepEqual(messages(piped(add, '--write').stdout).at(-1).result, {status: 0});
  });

  test('reads a line as it will run: names of the settings open nothing', () => {
    mkdirSync(join(folder, '.config/lvsctl'), {recursive: true});
    const settings = join(folder, '.config/lvsctl/config.yaml');
    writeFileSync(settings, 'names: {services: {web: tcp/10.0.0.1:80}}\n', {mode: 0o600});
    try {
      for (const words of [
        ['-A', '-t', '10.0.0.1:80', '-s', 'rr'],
        ['-a', '-t', '10.0.0.1:80', '-r', '10.1.0.1'],
      ])
        assert.equal(spawnSync(lvsctl, words, {env: environment}).status, 0);
      const drain = request(1, 'run', {words: ['drain', '10.1.0.1', '--service', 'web', '--force', '--no-wait']});
      assert.equal(messages(piped(drain).stdout).at(-1).error?.code, 1);
      assert.deepEqual(messages(piped(drain, '--write').stdout).at(-1).result, {status: 0});
      const list = request(1, 'run', {words: ['list', 'web']});
      assert.deepEqual(messages(piped(list).stdout).at(-1).result, {status: 0});
    } finally {
      rmSync(settings);
    }
  });

  for (const [what, end] of [
    ['the end of the input of whoever has pinged', (child: ReturnType<typeof spawn>) => void child.stdin?.end()],
    ['SIGTERM', (child: ReturnType<typeof spawn>) => void child.kill('SIGTERM')],
    ['SIGHUP', (child: ReturnType<typeof spawn>) => void child.kill('SIGHUP')],
  ] as const)
    test(`${what} ends what runs as Ctrl-C does`, async () => {
      const child = spawn(lvsctl, ['rpc'], {env: environment, stdio: ['pipe', 'pipe', 'inherit']});
      let text = '';
      child.stdout.on('data', piece => {
        text += piece;
      });
      const ended = new Promise(done => child.once('exit', done));
      child.stdin.write(request(1, 'ping') + request(2, 'run', {words: ['list', '--watch', '5', '-o', 'json']}));
      await eventually(
        () => text.includes('lvsctl.list/1'),
        () => text,
      );
      end(child);
      assert.equal(await ended, 0);
      assert.deepEqual(messages(text).at(-1).result, {status: 130});
    });

  test('goes when it is told to, though nobody reads what it has said', async () => {
    const child = spawn(lvsctl, ['rpc'], {env: environment, stdio: ['pipe', 'pipe', 'inherit']});
    const ended = new Promise(done => child.once('exit', done));
    child.stdin.write(request(1, 'ping').repeat(5000)); // more than a pipe holds
    await eventually(
      () => child.stdout.readableLength > 0 && child.stdin.writableLength === 0,
      () => String(child.stdout.readableLength),
    );
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
    child.stdout.destroy();
  });

  test('goes when nobody reads on', () => {
    const line = request(1, 'run', {words: ['list', '--watch', '0.1', '-o', 'json']}).trim();
    const script = `(echo '${line}'; sleep 3) | (${lvsctl} rpc; echo $? >&2) | head -n 1 >/dev/null`;
    const begun = performance.now();
    const {stderr} = spawnSync('/bin/sh', ['-c', `${script} & wait`], {
      env: environment,
      encoding: 'utf8',
      timeout: 25_000,
    });
    assert.equal(stderr.trim(), '0');
    assert.ok(performance.now() - begun < 10_000);
  });
});
