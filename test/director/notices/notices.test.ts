import assert from 'node:assert/strict';
import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import type {Happening} from '../../../src/checks/health/health-event.js';
import type {NoticeSettings, Pool, PoolConfiguration} from '../../../src/config/pools/pool-configuration.js';
import {Notices} from '../../../src/director/notices/notices.js';
import {SpawnedPrograms} from '../../../src/director/programs/spawned-programs.js';

const folder = mkdtempSync(join(tmpdir(), 'lvsctl-notices-'));
after(() => rmSync(folder, {recursive: true, force: true}));

const nobody: NoticeSettings = {
  window: 20,
  repeat: 0,
  tellsRecovery: true,
  mail: undefined,
  command: undefined,
  webhook: undefined,
};

describe('a notice', () => {
  test('is in the log, and comes to a program as JSON on its standard input', async () => {
    const [file, told] = [join(folder, 'tell'), join(folder, 'told')];
    writeFileSync(file, `#!/bin/sh\ncat > ${told}\n`);
    chmodSync(file, 0o755);
    const {notices, log} = open({...nobody, command: {words: [file], user: 'root'}});
    notices.tell([down('web', '10.1.0.11:80')]);
    await notices.close(5000);
    assert.deepEqual(log, ['error 10.1.0.11:80 is down (L4): connection refused']);
    const notice = JSON.parse(readFileSync(told, 'utf8'));
    assert.equal(notice.schema, 'lvsctl.notice/1');
    assert.equal(notice.director, 'd1');
    assert.deepEqual(notice.affected, [
      {pool: 'web', server: '10.1.0.11:80', since: 1000, words: 'connection refused'},
    ]);
  });

  test('is posted to a web hook, and tried again where that does not take it', async t => {
    const statuses = [500, 204];
    const bodies: string[] = [];
    const server = createServer((request, answer) => {
      let body = '';
      request.on('data', piece => {
        body += piece;
      });
      request.on('end', () => {
        bodies.push(body);
        answer.writeHead(statuses.shift() ?? 200).end();
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    const {notices, log} = open({...nobody, webhook: {url, timeout: 5000}}, {shortens: true});
    notices.tell([down('web', '10.1.0.11:80')]);
    while (bodies.length < 2) await new Promise(resolve => setTimeout(resolve, 5));
    await notices.close(5000);
    assert.deepEqual(log, [
      'error 10.1.0.11:80 is down (L4): connection refused',
      `warning the notice "10.1.0.11:80 is down (L4): connection refused" by web hook at ${new URL(url).host}: it answered with status 500; tried again in 5 s`,
    ]);
    assert.deepEqual(
      bodies.map(body => JSON.parse(body).type),
      ['down', 'down'],
    );
  });

  test('that nobody takes is given up when the director stops', async () => {
    const {notices, log} = open({...nobody, command: {words: ['/bin/false'], user: 'root'}});
    notices.tell([down('web', '10.1.0.11:80')]);
    await notices.close(5000);
    assert.match(log[1] ?? '', /by \/bin\/false: it ended with status 1; given up$/);
  });
});

test('the programs of a server are run one after the other, in the order of what happened', async () => {
  const [file, told] = [join(folder, 'order'), join(folder, 'ordered')];
  writeFileSync(file, `#!/bin/sh\nsleep 0.1\necho "$1" >> ${told}\n`);
  chmodSync(file, 0o755);
  const command = (word: string) => ({words: [file, word], user: 'root'});
  const {notices} = open(nobody, {pool: {notifyUp: command('up'), notifyDown: command('down')}});
  notices.tell([down('web', '10.1.0.11:80')]);
  notices.tell([{...down('web', '10.1.0.11:80'), type: 'up'}]);
  notices.tell([down('web', '10.1.0.11:80')]);
  await notices.close(5000);
  assert.equal(readFileSync(told, 'utf8'), 'down\nup\ndown\n');
});

function open(settings: NoticeSettings, {shortens = false, pool = {}}: {shortens?: boolean; pool?: object} = {}) {
  const log: string[] = [];
  const after = (delay: number, call: () => void) => {
    const timer = setTimeout(call, shortens && delay === 5000 ? 10 : delay);
    return () => clearTimeout(timer);
  };
  const killGroup = (group: number) => process.kill(-group, 'SIGKILL');
  const notices = new Notices(
    {
      clock: () => Date.now(),
      after,
      host: 'd1',
      log: (severity, words) => log.push(`${severity} ${words}`),
      programs: new SpawnedPrograms({after, killGroup, isRoot: process.getuid?.() === 0}),
    },
    () => false,
  );
  notices.configure(configurationOf(settings, pool));
  return {notices, log};
}

function configurationOf(notices: NoticeSettings, server: object): PoolConfiguration {
  const servers = [{name: '10.1.0.11:80', sendsMail: true, checks: [], ...server}] as unknown as Pool['servers'];
  const pool = {name: 'web', servers, mailTo: []} as unknown as Pool;
  return {pools: [pool], notices, onStop: 'leave', maintenanceFolder: undefined};
}

function down(pool: string, member: string): Happening {
  return {at: 1000, pool, member, type: 'down', words: 'connection refused', layer: 'L4', host: undefined};
}
