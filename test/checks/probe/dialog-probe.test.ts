import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {createHmac} from 'node:crypto';
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import type {Pattern} from '../../../src/checks/pattern/pattern.js';
import {startDialogProbe} from '../../../src/checks/probe/dialog-probe.js';
import type {DialogProbe} from '../../../src/checks/probe/probe.js';
import type {ProbeStep} from '../../../src/checks/probe/verdict.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../kernel/socket/own-network.js';
import {accepts} from '../../lab/accepts.js';
import {limits, missingPrograms, Servers, shortLimits, target, unverified} from './dialog/servers.js';

const skip = enterOwnNetwork() || missingPrograms('/usr/sbin/dovecot', '/usr/sbin/exim4', '/usr/bin/openssl');
const servers = new Servers();
const world = linuxProbeWorld();
after(async () => {
  await servers.end();
  await world.close();
});

const probe = (service: string, port: number, more: Partial<DialogProbe> = {}): DialogProbe => ({
  type: 'dialog',
  service,
  target: target(port),
  limits,
  tls: undefined,
  over: 'tcp',
  login: '',
  password: {sealed: ''},
  request: '',
  pattern: undefined,
  ...more,
});

const pattern = (source: string): Pattern => ({
  source,
  options: [],
  mustNotMatch: false,
  leastOffset: undefined,
  mostOffset: undefined,
});

/** `up: words`, `L7: words`, `undecided: words`. */
async function verdict(wanted: DialogProbe, onStep?: (step: ProbeStep) => void): Promise<string> {
  const found = await verdictOf(startDialogProbe, wanted, world, onStep);
  return `${found.type === 'down' ? found.layer : found.type}: ${found.words}`;
}

const silent = () => servers.listen(() => undefined);

describe('pop and imap of a real server', {skip}, () => {
  const user = {login: 'ann', password: {sealed: 'correct horse'}};
  const wrong = {login: 'ann', password: {sealed: 'battery staple'}};

  before(async () => {
    writeFileSync(servers.path('users'), 'ann:{PLAIN}correct horse::::::\n', {mode: 0o644});
    mkdirSync(servers.path('mail'));
    execFileSync('chown', ['dovecot', servers.path('mail')]);
    const {key, certificate} = servers.certificate();
    writeFileSync(
      servers.path('dovecot.conf'),
      `protocols = imap pop3
listen = 127.0.0.1
base_dir = ${servers.path('run')}
log_path = ${servers.path('dovecot.log')}
ssl = yes
ssl_cert = <${certificate}
ssl_key = <${key}
disable_plaintext_auth = no
auth_mechanisms = plain cram-md5 apop
auth_failure_delay = 0
first_valid_uid = 1
passdb {
  driver = passwd-file
  args = ${servers.path('users')}
}
userdb {
  driver = static
  args = uid=dovecot gid=dovecot home=${servers.path('mail')}/%u
}
mail_location = maildir:~/Maildir
# an address whose logins fail would have to wait longer and longer
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    port = 1143
  }
  inet_listener imaps {
    port = 1993
    ssl = yes
  }
}
service pop3-login {
  inet_listener pop3 {
    port = 1110
  }
  inet_listener pop3s {
    port = 1995
    ssl = yes
  }
}
`,
    );
    await servers.run(
      '/usr/sbin/dovecot',
      ['-F', '-c', servers.path('dovecot.conf')],
      async () => (await accepts(1143)) && (await accepts(1995)),
    );
  });

  for (const [service, port, tls] of [
    ['imap', 1143, undefined],
    ['imaps', 1993, unverified],
    ['pop', 1110, undefined],
    ['pops', 1995, unverified],
  ] as const) {
    test(`${service}: a greeting is enough without a login, and the right password with one`, async () => {
      assert.match(await verdict(probe(service, port, {tls})), /^up: greeting: (\* OK|\+OK)/);
      assert.equal(await verdict(probe(service, port, {tls, ...user})), 'up: logged in as ann');
    });
    test(`${service}: a wrong password is down, and is in no words and no step`, async () => {
      const steps: ProbeStep[] = [];
      const said = await verdict(probe(service, port, {tls, ...wrong}), step => steps.push(step));
      assert.match(said, /^L7: login refused: (NO \[AUTHENTICATIONFAILED\]|-ERR \[AUTH\])/);
      assert.ok(steps.length > 3);
      assert.doesNotMatch(JSON.stringify([said, steps]), /battery|staple/);
    });
  }
  test('a certificate that nobody has signed is down where it is to be verified', async () => {
    const tls = {...unverified, verifies: true};
    assert.equal(await verdict(probe('imaps', 1993, {tls})), 'L7: the certificate of the server is self-signed');
  });
});

describe('smtp and submission of a real server', {skip}, () => {
  const spool = servers.path('spool');
  before(async () => {
    mkdirSync(spool);
    execFileSync('chown', ['Debian-exim', spool]);
    writeFileSync(
      servers.path('exim.conf'),
      `primary_hostname = real.server
spool_directory = ${spool}
log_file_path = ${spool}/%slog
tls_advertise_hosts =
keep_environment =
smtp_banner = real.server ready
acl_smtp_connect = accept
`,
      {mode: 0o644},
    );
    const words = ['-C', servers.path('exim.conf'), '-bdf', '-oX', '[127.0.0.1]:1025', '-oP', servers.path('exim.pid')];
    await servers.run('/usr/sbin/exim4', words, () => accepts(1025));
  });
  for (const service of ['smtp', 'submission']) {
    test(`${service}: greeting, EHLO, QUIT`, async () => {
      assert.equal(await verdict(probe(service, 1025)), 'up: greeting: 220 real.server ready');
    });
  }
  test('the server hears the farewell', () => {
    assert.doesNotMatch(readFileSync(`${spool}/mainlog`, 'utf8'), /unexpected disconnection/);
  });
});

describe('what answers otherwise', {skip}, () => {
  test('smtp: HELO where EHLO is not known, and a greeting of several lines', async () => {
    const port = await servers.talk('220-one\r\n220 two\r\n', line =>
      line.startsWith('EHLO') ? '500 what?\r\n' : '250 hello\r\n',
    );
    assert.equal(await verdict(probe('smtp', port)), 'up: greeting: 220 two');
  });
  test('smtp: a greeting that says no', async () => {
    const port = await servers.talk('554 not today\r\n', () => undefined);
    assert.equal(await verdict(probe('smtp', port)), 'L7: no greeting with 2xx: 554 not today');
  });
  test('smtp: EHLO refused for now', async () => {
    const port = await servers.talk('220 hi\r\n', () => '421 busy\r\n');
    assert.equal(await verdict(probe('smtp', port)), 'L7: greeted, and EHLO refused: 421 busy');
  });
  test('pop: USER and PASS where there is nothing better', async () => {
    const heard: string[] = [];
    const port = await servers.talk('+OK\r\n', line => {
      heard.push(line);
      return line === 'CAPA' ? '-ERR no\r\n' : '+OK\r\n';
    });
    assert.equal(await verdict(probe('pop', port, {login: 'a', password: {sealed: 'b c'}})), 'up: logged in as a');
    assert.deepEqual(heard.slice(0, 3), ['CAPA', 'USER a', 'PASS b c']);
  });
  test('pop: CRAM-MD5 where it is offered, and then USER and PASS', async () => {
    const heard: string[] = [];
    const port = await servers.talk('+OK\r\n', line => {
      heard.push(line);
      if (line === 'CAPA') return '+OK\r\nSASL PLAIN CRAM-MD5\r\n.\r\n';
      if (line === 'AUTH CRAM-MD5') return `+ ${Buffer.from('<1@real>').toString('base64')}\r\n`;
      return line.startsWith('USER') || line.startsWith('PASS') ? '+OK\r\n' : '-ERR\r\n';
    });
    assert.equal(await verdict(probe('pop', port, {login: 'a', password: {sealed: 'b'}})), 'up: logged in as a');
    // RFC 2195: user, and HMAC-MD5 of the challenge
    const digest = createHmac('md5', 'b').update('<1@real>').digest('hex');
    assert.equal(Buffer.from(heard[2] ?? '', 'base64').toString(), `a ${digest}`);
    assert.deepEqual(heard.slice(3, 5), ['USER a', 'PASS b']);
  });
  test('imap: what is in the way of the answer, and quotes in the password', async () => {
    const heard: string[] = [];
    const port = await servers.talk('* PREAUTH\r\n', line => {
      heard.push(line);
      return '* CAPABILITY IMAP4rev1\r\n1 OK in\r\n';
    });
    assert.equal(await verdict(probe('imap', port, {login: 'a', password: {sealed: '"\\'}})), 'up: logged in as a');
    assert.equal(heard[0], '1 LOGIN "a" "\\"\\\\"');
  });
  test('imap: a server that repeats the password', async () => {
    const port = await servers.talk('* OK\r\n', line => `1 NO what is ${line}?\r\n`);
    const said = await verdict(probe('imap', port, {login: 'a', password: {sealed: 'secret'}}));
    assert.equal(said, 'L7: login refused: NO what is 1 LOGIN "a" "…"?');
  });
  test('nntp: a greeting that begins with 2, its line not over', async () => {
    assert.equal(
      await verdict(probe('nntp', await servers.talk('200 ready', () => undefined))),
      'up: greeting: 200 ready',
    );
    const port = await servers.talk('400 later\r\n', () => undefined);
    assert.equal(await verdict(probe('nntp', port)), 'L7: no greeting that begins with 2: 400 later');
  });
  test('a service without a dialog decides nothing', async () => {
    assert.equal(await verdict(probe('gopher', 1)), 'undecided: there is no dialog for the service gopher');
  });
});

describe('simpletcp', {skip}, () => {
  /** Answers when the other side has ended. */
  const echo = (text: (request: string) => string) =>
    servers.listen(socket => {
      let request = '';
      socket.on('data', bytes => (request += bytes.toString('latin1')));
      socket.on('end', () => socket.end(text(request)));
    });

  test('a line that matches is up, and the request has its line ends', async () => {
    const port = await echo(request => `first\n${JSON.stringify(request)}\nlast`);
    const asked = probe('simpletcp', port, {request: 'a\\nb\\n', pattern: pattern('^"a.*b')});
    assert.equal(await verdict(asked), 'up: a line matches: "a\\nb\\n"');
    assert.equal(await verdict({...asked, pattern: pattern('^last$')}), 'up: a line matches: last');
  });
  test('no line that matches is down, and so is no line', async () => {
    const other = probe('simpletcp', await echo(() => 'one\ntwo\n'), {pattern: pattern('th?ree')});
    assert.equal(await verdict(other), 'L7: no line matches; the last one is: two');
    assert.equal(await verdict(probe('simpletcp', await echo(() => ''))), 'L7: closed without an answer');
  });
  test('an answer without an end is broken off', async () => {
    const port = await servers.listen(socket => {
      const more = () => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536))) {}
      };
      socket.on('drain', more);
      more();
    });
    const said = await verdict(probe('simpletcp', port, {pattern: pattern('y+')}));
    assert.equal(said, 'L7: more than 1,048,576 bytes came, and it is still not a line that matches');
  });
});

describe('sip', {skip}, () => {
  const login = {login: 'ldirectord@director'};

  test('200 OK and the end of a header, over TCP', async () => {
    let request = '';
    const port = await servers.talk('', line => {
      request += `${line}\n`;
      return line === '' ? 'SIP/2.0 200 OK\r\nCSeq: 63104 OPTIONS\r\n\r\n' : undefined;
    });
    assert.equal(await verdict(probe('sip', port, login)), 'up: SIP/2.0 200 OK');
    assert.match(request, /^OPTIONS sip:ldirectord@director SIP\/2\.0\nVia: SIP\/2\.0\/TCP 127\.0\.0\.1:\d+;rport;/);
  });
  test('another status is down, and a header without an end too', async () => {
    const busy = await servers.talk('', line => (line === '' ? 'SIP/2.0 486 Busy Here\r\n\r\n' : undefined));
    assert.equal(await verdict(probe('sip', busy, login)), 'L7: SIP/2.0 200 OK expected: SIP/2.0 486 Busy Here');
    const endless = await servers.talk('', line => (line === '' ? 'SIP/2.0 200 OK\r\n' : undefined));
    assert.equal(
      await verdict(probe('sip', endless, {...login, limits: shortLimits})),
      'L7: the end of the header is expected, and within 0.3 s 16 bytes, and then nothing came',
    );
  });
  test('over UDP', async () => {
    const server = createSocket('udp4');
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    let answers = true;
    server.on('message', (_, {port, address}) => {
      if (answers) server.send('SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n', port, address);
    });
    const {port} = server.address();
    assert.equal(await verdict(probe('sip', port, {...login, over: 'udp'})), 'up: SIP/2.0 200 OK');
    answers = false;
    assert.equal(
      await verdict(probe('sip', port, {...login, over: 'udp', limits: shortLimits})),
      'L4: no answer within 0.3 s: an answer to OPTIONS is expected',
    );
    server.close();
    await once(server, 'close');
    assert.match(await verdict(probe('sip', port, {...login, over: 'udp'})), /^L4: the port is closed/);
  });
});

describe('limits of a dialog hold', {skip}, () => {
  for (const service of ['pop', 'imap', 'nntp', 'smtp', 'simpletcp', 'sip']) {
    test(`${service}: refused is L4`, async () => {
      assert.equal(await verdict(probe(service, 1)), 'L4: connection refused');
    });
    test(`${service}: a server that says nothing`, async () => {
      const began = performance.now();
      const said = await verdict(probe(service, await silent(), {limits: shortLimits}));
      assert.match(said, /^L7: a.* is expected, and within 0\.3 s nothing came$/);
      assert.ok(performance.now() - began < 400);
    });
    test(`${service}: a server that hangs up`, async () => {
      const port = await servers.listen(socket => socket.end());
      assert.match(await verdict(probe(service, port)), /^L7: .*(the end of the connection|closed)/);
    });
  }
  test('a server that says a byte now and then is down when the whole time is over', async () => {
    const port = await servers.listen(socket => {
      const timer = setInterval(() => socket.write('x'), 50);
      socket.on('close', () => clearInterval(timer));
    });
    const began = performance.now();
    assert.match(
      await verdict(probe('imap', port, {limits: shortLimits})),
      /^L7: a greeting is expected, and within 0\.6 s/,
    );
    assert.ok(performance.now() - began < 700);
  });
  test('a greeting without an end is broken off', async () => {
    const port = await servers.listen(socket => {
      const more = () => {
        while (!socket.destroyed && socket.write('220-more and more\r\n'.repeat(5000))) {}
      };
      socket.on('drain', more);
      more();
    });
    assert.match(await verdict(probe('smtp', port)), /^L7: more than 1,048,576 bytes came/);
  });
  test('TLS that never answers', async () => {
    const said = await verdict(probe('imaps', await silent(), {tls: unverified, limits: shortLimits}));
    assert.equal(said, 'L7: connected, and no TLS within 0.3 s');
  });
  test('one that is cancelled says nothing and leaves the server', async () => {
    let leave = (): void => undefined;
    const left = new Promise<void>(resolve => {
      leave = resolve;
    });
    const port = await servers.listen(socket => {
      socket.resume().write('* OK\r\n');
      socket.on('close', leave);
      socket.on('end', () => socket.destroy());
    });
    const told: unknown[] = [];
    const asked = probe('imap', port, {login: 'a', limits: shortLimits});
    const running = startDialogProbe(
      asked,
      world,
      found => told.push(found),
      ({name}) => {
        if (name === 'received') running.cancel();
      },
    );
    await left;
    assert.deepEqual(told, []);
  });
});
