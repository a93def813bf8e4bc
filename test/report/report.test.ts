import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {gunzipSync} from 'node:zlib';
import {runReport} from '../../src/commands/report/report-run.js';
import {plant} from './planted.js';
import {makeRoot, ReportPlace, type Surroundings} from './report-place.js';

const nothing = {list: undefined, anonymize: undefined, ask: undefined};
let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'lvsctl-report-'));
});
after(() => rmSync(folder, {recursive: true, force: true}));

let count = 0;
async function written(surroundings: Surroundings, given: object = {}) {
  const file = join(folder, `${++count}.tar.gz`);
  const place = new ReportPlace(surroundings);
  assert.equal(await runReport({...nothing, ...given}, [file], place.context), 0, place.said.join(''));
  return {file, place, tar: gunzipSync(readFileSync(file))};
}

describe('a bundle', () => {
  const {files, secrets} = plant();
  const {root, remove} = makeRoot(files);
  after(remove);

  test('has none of the secrets that are in the configurations and logs', async () => {
    const {tar} = await written({root});
    const text = tar.toString('latin1');
    assert.ok(secrets.length > 30);
    assert.deepEqual(
      secrets.filter(secret => text.includes(secret)),
      [],
    );
  });

  test('has everything else of them', async () => {
    const text = (await written({root})).tar.toString();
    for (const kept of [
      'router_id lvs-a',
      'smtp_server 192.0.2.25',
      'real=10.1.0.21:3306 masq',
      'auth 1',
      '{interface: eth0, password:',
    ])
      assert.ok(text.includes(kept), kept);
    assert.ok(text.includes('configuration/etc/keepalived/conf.d/more.conf'), 'what an include names is in it');
    assert.ok(!text.includes('not of ours'), 'of a shared log only the lines of managers are');
  });

  test('has no address or host name of the site with --anonymize, and equal ones stay equal', async () => {
    const text = (await written({root}, {anonymize: true})).tar.toString();
    for (const gone of ['10.1.0.11', '10.0.0.1', '192.0.2.25', 'lvs-a', '10.1.0.21'])
      assert.ok(!text.includes(gone), gone);
    const [, host = ''] = /router_id (host-\d+)/.exec(text) ?? [];
    assert.ok(text.includes(`${host} Keepalived[1]`), 'the log has the same other name');
  });

  test('is readable by tar, and its files are of root, 0600, README.txt first and the others by name', async () => {
    const {file} = await written({root});
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const {stdout, status} = spawnSync('tar', ['tvzf', file], {encoding: 'utf8'});
    assert.equal(status, 0);
    const lines = stdout.trim().split('\n');
    const names = lines.map(
      line =>
        line
          .split(/\s+/)
          .at(-1)
          ?.replace(/^[^/]*\//, '') as string,
    );
    assert.equal(names[0], 'README.txt');
    assert.deepEqual(names.slice(1), names.slice(1).toSorted());
    assert.ok(lines.every(line => line.startsWith('-rw------- root/root')));
  });

  test('is the same for the same facts', async () => {
    const [a, b] = [await written({root}), await written({root})];
    assert.deepEqual(a.tar, b.tar);
  });
});

test('nothing of a machine is in the report of an embedded kernel', async () => {
  const {root, remove} = makeRoot({'/etc/keepalived/keepalived.conf': 'global_defs {}\n'});
  const {tar} = await written({root, isEmbedded: true});
  remove();
  const text = tar.toString();
  assert.ok(!text.includes('configuration/') && !text.includes('machine/'));
  assert.match(text, /EMBEDDED KERNEL/);
});

test('a part that fails, hangs or is not there is told in README.txt, and the others are in it', async () => {
  let endedByUs = 0;
  const {tar} = await written({
    isEmbedded: true,
    runCommand: async (words, {stdout, stderr, interruption}) => {
      if (words[0] === 'drains') {
        stderr.write('no drains today\n');
        return 2;
      }
      if (words[0] === 'metrics')
        return new Promise(resolve => {
          interruption.addEventListener('abort', () => {
            endedByUs++;
            resolve(130);
          });
        });
      stdout.write('fine\n');
      return 0;
    },
  });
  const text = tar.toString();
  assert.match(text, /state\/drains\.txt +.*no drains today/);
  assert.match(text, /state\/metrics\.txt +.*took longer than/);
  assert.equal(endedByUs, 1);
  assert.match(text, /state\/list\.txt +lvsctl list/);
});

test('it overwrites nothing', async () => {
  const file = join(folder, 'there');
  writeFileSync(file, 'mine');
  await assert.rejects(runReport(nothing, [file], new ReportPlace({}).context), /is there already/);
  assert.equal(readFileSync(file, 'utf8'), 'mine');
});

test('where it cannot be written, that is said, and nothing is left', async () => {
  const place = new ReportPlace({isEmbedded: true});
  assert.equal(await runReport(nothing, [join(folder, 'no/such/folder.tar.gz')], place.context), 2);
  assert.match(place.said.join(''), /cannot be written/);
});

test('- is standard output, with what is said on standard error', async () => {
  const place = new ReportPlace({isEmbedded: true});
  assert.equal(await runReport(nothing, ['-'], place.context), 0);
  assert.match(gunzipSync(place.written[0] as Uint8Array).toString(), /README\.txt/);
  const terminal = {...place.context, isTerminal: true};
  await assert.rejects(runReport(nothing, ['-'], terminal), /a terminal shows no/);
});

test('--list shows what would be in it, and writes nothing', async () => {
  const place = new ReportPlace({isEmbedded: true});
  assert.equal(await runReport({...nothing, list: true}, [], place.context), 0);
  assert.match(place.said.join(''), /^FILE +BYTES +WHAT\nREADME\.txt +\d+ +what is in it\n/);
  assert.equal(place.written.length, 0);
  await assert.rejects(runReport(nothing, [], place.context), /name the file/);
});
