import assert from 'node:assert/strict';
import {spawn, spawnSync, type SpawnSyncReturns} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, suite, test} from 'node:test';

const root = process.cwd();
const skip = !existsSync(join(root, 'dist/lvsctl.cjs')) && 'needs a build of lvsctl (npm run build)';
const folder = mkdtempSync(join(tmpdir(), 'lvsctl-program-'));
const state = join(folder, 'kernel.json');
const environment = {PATH: process.env.PATH, HOME: folder, LVSCTL_KERNEL: `embedded:${state}`};

function run(
  program: string,
  words: readonly string[],
  more: Record<string, string> = {},
  input = '',
): SpawnSyncReturns<string> {
  return spawnSync(program, words, {encoding: 'utf8', env: {...environment, ...more}, input, timeout: 30_000});
}

const lvsctl = join(root, 'bin/lvsctl');
const rules = Array.from({length: 400}, (_, i) => `-A -t 10.0.${i >> 8}.${i & 255}:80 -s rr\n`).join('');

suite('the program as it is started', {skip}, () => {
  after(() => rmSync(folder, {recursive: true}));

  test('restores, lists and saves', () => {
    assert.equal(run(lvsctl, ['-R'], {}, rules).status, 0);
    assert.equal(run(lvsctl, ['-Sn']).stdout, rules);
    const listing = run(lvsctl, ['-Ln']).stdout.split('\n');
    assert.match(listing[0] ?? '', /^EMBEDDED KERNEL .*: this is not the table of this machine$/);
    assert.equal(listing.length, 400 + 5);
  });

  test('ends quietly when nobody reads on', () => {
    const {status, stdout, stderr} = run('/bin/sh', [
      '-c',
      `(${lvsctl} list -o json; echo $? >&2) | head -n 2 | wc -l`,
    ]);
    assert.deepEqual([status, stdout.trim(), stderr.trim()], [0, '2', '141']);
  });

  test('says of a full disk that not all was written', {skip: !existsSync('/dev/full')}, () => {
    const {status, stderr} = run('/bin/sh', ['-c', `${lvsctl} -Sn > /dev/full`]);
    assert.equal(status, 1);
    assert.match(stderr, /cannot write: no space left on device \(ENOSPC\)/);
  });

  test('names every wrong line of a restore, and changes nothing', () => {
    const {status, stderr} = run(lvsctl, ['-R'], {}, '# comment\n\n-A -t 10.9.0.1:80\n-A -t 10.9.0.2\n-A --bogus\n');
    assert.equal(status, 2);
    assert.deepEqual(stderr.split('\n'), [
      'line 4: Zero port specified for non-persistent service: -A -t 10.9.0.2',
      'line 5: --bogus: unknown option: -A --bogus',
      'Nothing was changed: correct these lines and restore again.',
      '',
    ]);
    assert.ok(!run(lvsctl, ['-Sn']).stdout.includes('10.9.0.1'));
  });

  test('answers to the names of ipvsadm through symbolic links', () => {
    for (const name of ['ipvsadm', 'ipvsadm-save', 'ipvsadm-restore']) symlinkSync(lvsctl, join(folder, name));
    symlinkSync('ipvsadm', join(folder, 'again'));
    const forced = {LVSCTL_KERNEL_FORCE: '1'};
    assert.ok(run(join(folder, 'ipvsadm-save'), ['-n'], forced).stdout.startsWith('-A -t '));
    const path = {...forced, PATH: `${folder}:${environment.PATH}`};
    assert.match(run('ipvsadm', ['--bogus'], path).stderr, /^Try `ipvsadm -h' or 'ipvsadm --help'/);
    assert.match(run(join(folder, 'ipvsadm'), ['--bogus'], forced).stderr, /^Try `\/.*\/ipvsadm -h'/);
  });

  test('does not let a stray variable answer for ipvsadm to root', {skip: process.getuid?.() !== 0}, () => {
    const {status, stdout, stderr} = run(join(folder, 'ipvsadm'), ['-Ln']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /LVSCTL_KERNEL=embedded:.* asks for the embedded kernel/);
  });

  test('says what LVSCTL_KERNEL can be', () => {
    const {status, stderr} = run(lvsctl, ['-Ln'], {LVSCTL_KERNEL: 'emebdded'});
    assert.equal(status, 2);
    assert.match(stderr, /LVSCTL_KERNEL=emebdded names no kernel/);
  });

  test('leaves a broken state file as it is, and says where it is broken', () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{"format": "lvsctl-embedded-kernel", ]');
    const {status, stderr} = run(lvsctl, ['-A', '-t', '10.0.0.1:80'], {LVSCTL_KERNEL: `embedded:${file}`});
    assert.notEqual(status, 0);
    assert.match(stderr, /broken\.json: .*position 37/);
    assert.equal(readFileSync(file, 'utf8'), '{"format": "lvsctl-embedded-kernel", ]');
  });

  test('prints exact integers in JSON, one document a line when it watches, and ends on Ctrl-C with 130', async () => {
    const child = spawn(lvsctl, ['list', 'tcp/10.0.0.7:80', '-o', 'json', '--watch', '0.05'], {env: environment});
    const documents: string[] = [];
    const status = await new Promise(resolve => {
      let text = '';
      child.stdout.on('data', (piece: Buffer) => {
        text += piece.toString();
        documents.splice(0, documents.length, ...text.split('\n').slice(0, -1));
        if (documents.length >= 3) child.kill('SIGINT');
      });
      child.on('close', resolve);
    });
    assert.equal(status, 130);
    const document = JSON.parse(documents[0] ?? '') as {schema: string; services: {service: string}[]};
    assert.deepEqual([document.schema, document.services[0]?.service], ['lvsctl.list/1', 'tcp/10.0.0.7:80']);
  });

  test('names what there is when asked for a service that is not', () => {
    const {status, stderr} = run(lvsctl, ['list', '10.8.8.8']);
    assert.equal(status, 1);
    assert.match(stderr, /no such service\. There are: tcp\/10\.0\.0\.0:80, .* and 380 more/);
  });

  test('tells an unknown command, option and value apart', () => {
    assert.match(run(lvsctl, ['drein']).stderr, /there is no command 'drein'\. Did you mean:\n {2}lvsctl drain /);
    assert.match(run(lvsctl, ['list', '--stas']).stderr, /there is no option --stas; did you mean --stats\?/);
    assert.match(run(lvsctl, ['top', 'foo']).stderr, /'foo' is one word too many/);
    assert.match(
      run(lvsctl, ['sync', 'swp']).stderr,
      /there is no command 'sync swp'\. Did you mean:\n {2}lvsctl sync swap /,
    );
    assert.match(
      run(lvsctl, ['conns', '--client', '10.0.0.0/99']).stderr,
      /'10\.0\.0\.0\/99' is not an address or prefix/,
    );
  });

  test('says which Node it needs when it meets an older one', () => {
    const script = `Object.defineProperty(process.versions, 'node', {value: '18.19.0'});
      process.argv[2] = 'lvsctl'; require(${JSON.stringify(join(root, 'bin/start.cjs'))})`;
    const {status, stderr} = run(process.execPath, ['-e', script]);
    assert.equal(status, 2);
    assert.match(
      stderr,
      /^lvsctl: needs Node 22\.12 or newer, but .* is 18\.19\.0\. Install a newer one, or run 'npm ci'/,
    );
  });
});
