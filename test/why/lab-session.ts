import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {openSync, rmSync, writeFileSync} from 'node:fs';
import {before, describe, test} from 'node:test';
import {until} from '../drain/until.js';
import {
  addressAlone,
  closedPort,
  failing,
  keepalivedLog,
  missingPage,
  server,
  services,
  sorryServer,
} from './lab-director.js';

import {done, shell, why, whyLine} from './lab-pages.js';

/** Runs in the lab's guest, in the director's namespace: two keepaliveds, real servers, and what lvsctl why says of them. */

before(async () => {
  const log = openSync(keepalivedLog, 'w');
  const pids = (name: string) => ['-p', `/run/${name}/parent`, '-r', `/run/${name}/vrrp`, '-c', `/run/${name}/checker`];
  spawn('keepalived', ['-nlD', '-f', '/run/director.conf', ...pids('keepalived')], {stdio: ['ignore', log, log]});
  spawn('ip', ['netns', 'exec', 'peer', 'keepalived', '-nlP', '-f', '/run/peer.conf', ...pids('peer')], {
    stdio: 'ignore',
    env: {...process.env, TMPDIR: '/run/peer'},
  });
  await until(
    async () => (await shell('ip -o addr show dev eth0')).stdout.includes('10.0.0.100/24'),
    'it is master',
    20,
  );
  await until(async () => (await shell('ipvsadm -Ln')).stdout.includes(`${sorryServer}:80`), 'checks have told', 20);
});

describe('a service that is well', () => {
  test('is so, with who holds its address', async () => {
    const {code, answer, next, holders} = await why(services.well);
    assert.equal(
      answer,
      `tcp/${services.well} serves with all 2 real servers; 10.0.0.100: this host holds it: master in VI_1 on eth0.`,
    );
    assert.deepEqual([code, holders], [0, ['here']]);
    assert.equal((await shell(next[1] ?? '')).code, 0, next[1]);
  });

  test('of an address that the other director holds says which', async () => {
    const {code, answer, holders} = await why(services.elsewhere);
    assert.match(answer, /10\.0\.0\.3 holds it: this host is backup in VI_2 on eth0, and gets none of its clients\.$/);
    assert.deepEqual([code, holders], [0, ['elsewhere']]);
  });
});

describe('a server that its checks have taken out', () => {
  test('is missing, until keepalived may be asked; then it is said since when, why and by whom', async () => {
    const before = await why(services.withoutPage, '--no-wait', '--log', keepalivedLog);
    assert.deepEqual([before.code, before.standings], [1, ['serving', 'absent']]);
    const [ask = ''] = before.next;
    assert.equal(ask, `lvsctl why ${services.withoutPage} --ask --log ${keepalivedLog}`);
    const {code, answer, next} = await whyLine(ask);
    assert.equal(code, 1);
    assert.match(
      answer,
      /serves with 1 of 2 real servers; 10\.1\.0\.12:80 is out since \d\d:\d\d:\d\d: .*\(L7, check by keepalived\);/,
    );
    const [run, history] = await Promise.all(next.map(shell));
    assert.equal(run?.code, 1);
    assert.match(run?.stdout ?? '', /down at L7: GET \/gone\.html: the status is 404, not 200/);
    assert.deepEqual(
      [history?.code, /10\.1\.0\.12:80 +down .*HTTP_CHECK/.test(history?.stdout ?? '')],
      [0, true],
      history?.said,
    );
  });

  test('of another kind of check has that one', async () => {
    const {answer, next} = await why(services.withoutPort, '--no-wait', '--ask', '--log', keepalivedLog);
    assert.match(answer, /10\.1\.0\.12:80 is out since \d\S+: TCP_CHECK on service \S+ failed \(check by keepalived\)/);
    assert.match((await shell(next[0] ?? '')).stdout, /down at L4: connection refused/);
  });

  test('is back when what the next command tells is mended', async () => {
    writeFileSync(`/run/www${missingPage}`, 'here');
    await until(
      async () => (await shell(`ipvsadm -Ln -t ${services.withoutPage}`)).stdout.includes(failing),
      'it is up',
      15,
    );
    assert.equal((await why(services.withoutPage, '--no-wait')).verdict, 'well');
    rmSync(`/run/www${missingPage}`);
  });
});

test('a sorry server that serves is no good, and is named', async () => {
  const {code, answer, standings} = await why(services.sorry, '--no-wait', '--ask', '--log', keepalivedLog);
  assert.match(
    answer,
    /is served by the fallback alone \(10\.1\.0\.13:80\); 10\.1\.0\.11:80 is out since .* 10\.1\.0\.12:80 is out/,
  );
  assert.deepEqual([code, standings], [1, ['down', 'down', 'fallback']]);
  const open = spawn('ip', [
    'netns',
    'exec',
    'servers',
    'busybox',
    'httpd',
    '-f',
    '-p',
    `${closedPort}`,
    '-h',
    '/run/www',
  ]);
  await until(async () => (await shell(`ipvsadm -Ln -t ${services.sorry}`)).stdout.includes(server), 'it is up', 15);
  assert.equal(
    (await why(services.sorry, '--no-wait')).answer.split(';')[0],
    `tcp/${services.sorry} serves with all 2 real servers`,
  );
  open.kill();
});

describe('a drain', () => {
  const drain = `lvsctl drain ${failing}:80 --service ${services.well} --reason 'new disks'`;

  test('is well: by whom, why and until when; the next command ends it', async () => {
    await done(`${drain} --expires 1h --no-wait`);
    const {code, answer, next, standings} = await why(services.well, '--no-wait');
    assert.match(answer, /10\.1\.0\.12:80 is drained by root since \d\d:\d\d:\d\d: new disks;/);
    assert.deepEqual([code, standings], [0, ['serving', 'drained']]);
    assert.match(
      (await shell(`lvsctl why ${services.well} --no-wait`)).stdout,
      /; by root since \S+, until \d\d:\d\d:\d\d: new disks/,
    );
    assert.equal(next[0], `lvsctl undrain '${failing}:80 ${services.well}'`);
    await done(next[0] ?? '');
    assert.equal((await why(services.well, '--no-wait')).verdict, 'well');
  });

  test('that somebody overrides is told, and the next command puts it in force again where it was, not elsewhere', async () => {
    await done(`${drain} --no-wait`);
    await done(`ipvsadm -e -t ${services.well} -r ${failing}:80 -m -w 2`);
    const {code, next, standings} = await why(services.well, '--no-wait');
    assert.deepEqual([code, standings], [1, ['serving', 'drain-put-back']]);
    await done(`${next[0]} --no-wait`);
    assert.deepEqual((await why(services.well, '--no-wait')).standings, ['serving', 'drained']);
    assert.deepEqual((await why(services.elsewhere, '--no-wait')).standings, ['serving', 'serving']);
    await done(next[1] ?? '');
    assert.equal((await why(services.well, '--no-wait')).verdict, 'well');
  });

  test('whose time is over is overdue where no guard runs, and the next command ends it', async () => {
    await done(`${drain} --expires 1s --no-wait`);
    await until(
      async () => (await why(services.well, '--no-wait')).standings.includes('drain-overdue'),
      'it is overdue',
      10,
    );
    const {answer, next} = await why(`${failing}:80`, '--no-wait');
    assert.match(
      answer,
      /in tcp\/10\.0\.0\.100:80 it is drained by root since .*: new disks; its end was .* ago, and nobody has carried it out/,
    );
    await done(next[0] ?? '');
    assert.equal((await why(services.well, '--no-wait')).verdict, 'well');
  });

  test('of a network ends for one server alone where that one is asked for', async () => {
    await done(`lvsctl drain 10.1.0.0/24 --service ${services.well} --force --no-wait`);
    const all = await why(services.well, '--no-wait');
    assert.match(all.answer, /serves nobody: 10\.1\.0\.11:80 is drained by root/);
    const {next} = await why(`${failing}:80`, '--no-wait');
    assert.ok(next.includes(`lvsctl undrain ${failing}:80`), next.join('\n'));
    await done(`lvsctl undrain ${failing}:80`);
    const rest = await why(services.well, '--no-wait');
    assert.deepEqual([rest.code, rest.standings], [0, ['drained', 'serving']]);
    await done(rest.next[0] ?? '');
    assert.equal((await why(services.well, '--no-wait')).verdict, 'well');
  });
});

describe('weight 0 by hand', () => {
  test('through lvsctl has who and when, and is undone', async () => {
    await done(`lvsctl -e -t ${services.well} -r ${failing}:80 -m -w 0`);
    const {code, answer, next, standings} = await why(services.well, '--no-wait');
    assert.match(answer, /is at weight 0 since \S+, by root, and no drain says why; keepalived is configured with 2;/);
    assert.deepEqual([code, standings], [1, ['serving', 'quiesced']]);
    await done(next[0] ?? '');
    assert.equal((await why(services.well, '--no-wait')).verdict, 'well');
  });

  test('through ipvsadm is not laid at the door of an earlier drain, and gets the configured weight', async () => {
    await done(`ipvsadm -e -t ${services.well} -r ${failing}:80 -m -w 0`);
    const {answer, next} = await why(services.well, '--no-wait');
    assert.match(answer, /is at weight 0, and no drain says why; keepalived is configured with 2;/);
    await done(next[0] ?? '');
    assert.equal((await why(services.well, '--no-wait')).verdict, 'well');
    assert.match((await shell(`ipvsadm -Ln -t ${services.well}`)).stdout, /10\.1\.0\.12:80 +Masq +2 /);
  });
});

describe('a server that somebody deleted', () => {
  test('through lvsctl comes back by undo', async () => {
    await done(`lvsctl -d -t ${services.well} -r ${failing}:80`);
    const {next, standings} = await why(services.well, '--no-wait');
    assert.deepEqual(standings, ['serving', 'absent']);
    await done(next[0] ?? '');
    assert.equal((await why(services.well, '--no-wait')).verdict, 'well');
  });

  test('through ipvsadm is up by its checks, and what brings it back is shown', async () => {
    await done(`ipvsadm -d -t ${services.well} -r ${failing}:80`);
    const {answer, next, standings} = await why(services.well, '--no-wait', '--ask');
    assert.deepEqual(standings, ['serving', 'absent']);
    assert.match(
      answer,
      /10\.1\.0\.12:80 is not in the table, although director\.conf line \d+ has it with weight 2, and its checks find it up/,
    );
    const shown = await shell(next[0] ?? '');
    assert.deepEqual(
      [shown.code, shown.stdout.includes(`ipvsadm -a -t ${services.well} -r ${failing}:80 -m -w 2`)],
      [1, true],
      shown.said,
    );
    await done(`ipvsadm -a -t ${services.well} -r ${failing}:80 -m -w 2`);
  });
});

describe('an address', () => {
  test('without a service is nothing, with the nearest service and who holds it', async () => {
    const {code, answer, next} = await why(addressAlone, '--no-wait');
    assert.match(
      answer,
      /^10\.0\.0\.102 is neither a virtual service nor a real server; 10\.0\.0\.102: this host holds it: master in VI_1 on eth0;/,
    );
    assert.equal(code, 2);
    for (const line of next) assert.equal((await shell(line)).code, 0, line);
  });

  test('that no host has keeps clients away from its service', async () => {
    await done(`ipvsadm -A -t 10.0.0.200:80 -s rr; ipvsadm -a -t 10.0.0.200:80 -r ${server}:80 -m`);
    const {code, answer, next, holders} = await why('10.0.0.200:80');
    assert.match(
      answer,
      /serves with its only real server; 10\.0\.0\.200: it is on no interface of this host, and no virtual router has it/,
    );
    assert.deepEqual([code, holders], [1, ['absent']]);
    assert.equal((await shell(next[0] ?? '')).code, 0);
    await done('ipvsadm -D -t 10.0.0.200:80');
  });
});
