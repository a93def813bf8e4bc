import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {connect, createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import type {MailSettings} from '../../../src/config/pools/pool-configuration.js';
import type {Notice} from '../../../src/director/notices/notice.js';
import {sendMail} from '../../../src/director/notices/send-mail.js';

const exim = '/usr/sbin/exim4';
const folder = mkdtempSync(join(tmpdir(), 'lvsctl-mail-'));
const spool = join(folder, 'spool');
const inbox = join(spool, 'inbox');
let daemon: ChildProcess;
let port: number;

const needs = existsSync(exim) && process.getuid?.() === 0 ? {} : {skip: 'this needs root and exim4'};

const notice: Notice = {
  schema: 'lvsctl.notice/1',
  type: 'down',
  at: 1_795_000_000_000,
  since: 1_795_000_000_000,
  cause: {type: 'host', host: '10.1.0.11'},
  affected: [
    {pool: 'TCP 10.0.0.1:80', server: '10.1.0.11:80', since: 1_795_000_000_000, words: 'no answer within 5 s'},
    {pool: 'TCP 10.0.0.1:443', server: '10.1.0.11:443', since: 1_795_000_000_000, words: 'no answer within 5 s'},
  ],
  quorums: [],
};

describe('a notice by mail', needs, () => {
  before(async () => {
    const {uid, gid} = eximUser();
    mkdirSync(spool);
    chownSync(spool, uid, gid);
    chownSync(folder, uid, gid);
    port = await freePort();
    const file = join(folder, 'exim.conf');
    writeFileSync(file, configuration(), {mode: 0o644});
    daemon = spawn(exim, ['-C', file, '-bdf', '-oX', `127.0.0.1.${port}`, '-oP', join(spool, 'pid')], {
      stdio: 'ignore',
    });
    await until(() => answers(port), 'exim answers');
  });
  after(() => {
    daemon.kill('SIGTERM');
    rmSync(folder, {recursive: true, force: true});
  });

  test('is in the inbox, with all that is affected', async () => {
    await sendMail(notice, ['ops@example.test', 'night@example.test'], settings(port), 'd1.example.test');
    await until(async () => existsSync(inbox) && readFileSync(inbox, 'utf8').includes('10.1.0.11:443'), 'it is there');
    const text = readFileSync(inbox, 'utf8').replaceAll('=\n', ''); // quoted-printable
    assert.match(text, /^Subject: \[d1\.example\.test\] the host 10\.1\.0\.11 is down \(L3\), with its 2\s+services$/m);
    assert.match(text, /^From: lvsctl@d1\.example\.test$/m);
    assert.match(text, /^Auto-Submitted: auto-generated$/m);
    assert.match(text, /^ {2}10\.1\.0\.11:443 of TCP 10\.0\.0\.1:443: no answer within 5 s$/m);
  });

  test('that is refused says what the server said', async () => {
    await assert.rejects(sendMail(notice, ['nobody@refused.test'], settings(port), 'd1.example.test'), /550 not here/);
  });
});

test('a mail server that says nothing is given up in time', async t => {
  const silent = createServer(() => {});
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
  t.after(() => silent.close());
  const {port: where} = silent.address() as AddressInfo;
  await assert.rejects(
    sendMail(notice, ['ops@example.test'], {...settings(where), timeout: 200}, 'd1'),
    /Greeting never received|timeout/i,
  );
});

function settings(where: number): MailSettings {
  return {
    to: [],
    from: 'lvsctl@d1.example.test',
    server: {host: '127.0.0.1', port: where},
    helo: undefined,
    timeout: 5000,
  };
}

function configuration(): string {
  return `primary_hostname = mail.example.test
spool_directory = ${spool}
log_file_path = ${spool}/%slog
keep_environment =
domainlist local_domains = *
acl_smtp_rcpt = check
tls_advertise_hosts =
begin acl
check:
  deny domains = refused.test
       message = not here
  accept
begin routers
all:
  driver = accept
  transport = file
begin transports
file:
  driver = appendfile
  file = ${inbox}
  user = Debian-exim
`;
}

function eximUser(): {uid: number; gid: number} {
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(line => line.startsWith('Debian-exim:'))
    ?.split(':');
  return {uid: Number(fields?.[2]), gid: Number(fields?.[3])};
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const {port: free} = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return free;
}

function answers(where: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(where, '127.0.0.1');
    socket.on('error', () => resolve(false));
    socket.on('data', () => {
      socket.end('QUIT\r\n');
      resolve(true);
    });
  });
}

async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  assert.fail(`not within 10 s: ${what}`);
}
