import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, suite, test} from 'node:test';
import {commandRows} from './errors/command-rows.js';
import {fileRows} from './errors/file-rows.js';
import {grammarRows} from './errors/grammar-rows.js';
import {diskRows, userRows} from './errors/refusal-rows.js';
import type {Row} from './errors/row.js';
import {surroundingRows} from './errors/surrounding-rows.js';
import {wordRows} from './errors/word-rows.js';

const rows = [...fileRows, ...wordRows, ...commandRows, ...grammarRows, ...surroundingRows, ...userRows, ...diskRows];
const root = process.cwd();
const skip = !existsSync(join(root, 'dist/lvsctl.cjs')) && 'needs a build of lvsctl (npm run build)';
const lvsctl = join(root, 'bin/lvsctl');
const nobody = 65_534;
/** Processes at once. */
const lanes = 3;

const folder = mkdtempSync(join(tmpdir(), 'lvsctl-errors-'));
const table = join(folder, 'kernel.json');

interface Result {
  readonly status: number | null;
  readonly stderr: string;
}

suite('what goes wrong is told with what to do next', {skip}, () => {
  const results = new Map<Row, Result>();
  let tableBefore = '';

  before(async () => {
    makeFiles();
    for (const words of [['-R'], ['snapshot', 'save', 'before'], ['drain', '10.0.0.11', '--no-wait']]) {
      const {status, stderr} = await run({words, status: 0, stderr: /^$/});
      assert.deepEqual([status, stderr], [0, ''], words.join(' '));
    }
    tableBefore = readFileSync(table, 'utf8');
    const waiting = rows.filter(row => obstacle(row) === false);
    const lane = async () => {
      for (let row = waiting.shift(); row; row = waiting.shift()) results.set(row, await run(row));
    };
    await Promise.all(Array.from({length: lanes}, lane));
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  for (const row of rows)
    test(titleOf(row), {skip: obstacle(row)}, () => {
      const {status, stderr: all} = results.get(row) as Result;
      const stderr = all.replace(/^.*: waiting for process .*\n/gm, ''); // the rows beside it
      assert.match(stderr, row.stderr);
      assert.equal(status, row.status, stderr);
      assert.doesNotMatch(
        stderr,
        /\bE[A-Z]{3,}: |^ +at .*:\d+:\d+\)?$|\b\w*Error: |undefined|\[object/m,
        'text of a system or a stack',
      );
      assert.doesNotMatch(stderr, /[\u0000-\u0009\u000b-\u001f]/, 'control characters');
      assert.ok(stderr.endsWith('\n'), 'ends its line');
    });

  test('nothing of this has changed the table', () => assert.equal(readFileSync(table, 'utf8'), tableBefore));
});

function makeFiles(): void {
  chmodSync(folder, 0o755);
  for (const name of ['folder', 'home', 'state', 'run']) mkdirSync(join(folder, name), {mode: 0o700});
  mkdirSync(join(folder, 'anybody'));
  chmodSync(join(folder, 'anybody'), 0o777);
  const files: Readonly<Record<string, string>> = {
    rules: '-A -t 10.0.0.77:80 -s rr\n',
    words: 'hallo\n',
    binary: '\0\u0001\u0002 not: [yaml',
    'bad.yaml': 'a: [1\n',
    empty: '',
    'other.json': '{"a":1}\n',
    secret: 'top\n',
    'wrong-scheduler': '-A -t 10.0.0.78:80 -s wcl\n-A -t 10.0.0.79:80 -s wcl\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  chmodSync(join(folder, 'secret'), 0o600);
}

/** Why a row cannot be tried here. */
function obstacle({needs}: Row): string | false {
  if (needs === undefined) return false;
  if (process.getuid?.() !== 0) return 'needs root';
  if (needs === 'another user' && !isForAnybody(root)) return 'needs a repository that others can read';
  return false;
}

function isForAnybody(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function titleOf({words, shell, environment = {}, needs, title}: Row): string {
  if (title !== undefined) return title;
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value} `);
  return `${needs === undefined ? '' : `${needs}: `}${variables.join('')}${shell ?? words?.join(' ')}`;
}

function run({words = [], shell, environment = {}, needs}: Row): Promise<Result> {
  const inFolder = (text: string) => text.replaceAll('@', folder);
  const given = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, inFolder(value)]));
  const [program, ...more] =
    needs === 'a mount namespace'
      ? ['unshare', '-m', 'sh', '-c', inFolder(shell ?? '')]
      : shell === undefined
        ? [lvsctl, ...words.map(inFolder)]
        : ['sh', '-c', inFolder(shell)];
  return new Promise(resolve => {
    const child = spawn(program as string, more, {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: join(folder, 'home'),
        lvsctl,
        LVSCTL_KERNEL: `embedded:${table}`,
        LVSCTL_STATE_DIR: join(folder, 'state'),
        LVSCTL_RUN_DIR: join(folder, 'run'),
        LVSCTL_CONFIG: '/dev/null',
        ...given,
      },
      ...(needs === 'another user' && {uid: nobody, gid: nobody}),
      timeout: 20_000,
    });
    let stderr = '';
    child.stdout.resume();
    child.stderr.on('data', (piece: Buffer) => {
      stderr += piece.toString();
    });
    child.stdin.on('error', () => {}); // whoever reads nothing closes it
    child.stdin.end(
      words[0] === '-R' && words.length === 1
        ? '-A -t 10.0.0.1:80 -s rr\n-a -t 10.0.0.1:80 -r 10.0.0.11:80 -m\n-a -t 10.0.0.1:80 -r 10.0.0.12:80 -m\n'
        : '',
    );
    child.on('close', status => resolve({status, stderr}));
  });
}
