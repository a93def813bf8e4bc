import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {accessSync, chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type Server, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import type {SmtpProbe} from '../../../src/checks/probe/probe.js';
import {startSmtpProbe} from '../../../src/checks/probe/smtp-probe.js';
import {parseAddress} from '../../../src/net/address.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../kernel/socket/own-network.js';

describe('SMTP', {skip: enterOwnNetwork()}, () => {
  const world = linuxProbeWorld();
  const probe = (port: number): SmtpProbe => ({
    type: 'smtp',
    target: {address: parseAddress('127.0.0.1')!, port},
    limits: {connect: 300, silence: 300, whole: 900},
    helo: 'director.example.org',
  });
  const ask = (port: number, onStep?: (words: string) => void) =>
    verdictOf(startSmtpProbe, probe(port), world, onStep && (({name, words}) => onStep(`${name}: ${words}`)));
  const servers: Server[] = [];
  after(() => {
    for (const server of servers) server.close();
  });
  /** @param talk to a client, and what it says then */
  const serve = async (talk: (socket: Socket, line: string | undefined) => void) => {
    const server = createServer(socket => {
      socket.on('error', () => socket.destroy());
      socket.on('end', () => socket.destroy());
      socket.on('data', bytes => talk(socket, String(bytes)));
      talk(socket, undefined);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return (server.address() as {port: number}).port;
  };
  /** Replies, one after the other. */
  const replying = (...replies: readonly string[]) => {
    const lines: string[] = [];
    const port = serve((socket, line) => {
      if (line === undefined) lines.length = 0;
      else lines.push(line);
      const reply = replies[lines.length];
      if (reply === undefined) socket.end();
      else socket.write(reply);
    });
    return {port, lines};
  };

  describe('of Exim', {skip: eximMissing()}, () => {
    const port = 2525;
    const folder = mkdtempSync(join(tmpdir(), 'lvsctl-smtp-'));
    let server: ChildProcess;
    before(async () => {
      chmodSync(folder, 0o777); // Exim gives up its rights
      const file = join(folder, 'exim.conf');
      const settings = {
        primary_hostname: 'mail.example.org',
        spool_directory: join(folder, 'spool'),
        log_file_path: join(folder, '%slog'),
        pid_file_path: join(folder, 'pid'),
        local_interfaces: '127.0.0.1',
        daemon_smtp_ports: port,
        disable_ipv6: 'true',
        host_lookup: '',
        keep_environment: '',
        acl_smtp_connect: 'accept',
        smtp_banner: 'mail.example.org is here\\nand has two lines',
      };
      writeFileSync(
        file,
        `${Object.entries(settings)
          .map(([name, value]) => `${name} = ${value}`)
          .join('\n')}\n`,
      );
      server = spawn('exim4', ['-C', file, '-bdf'], {stdio: ['ignore', 'ignore', 'inherit']});
      for (let i = 0; i < 200 && (await ask(port)).type !== 'up'; i++) await new Promise(next => setTimeout(next, 25));
    });
    after(async () => {
      if (server.kill()) await once(server, 'exit');
      rmSync(folder, {recursive: true});
    });

    test('a mail server is up, with a greeting of two lines', async () => {
      const steps: string[] = [];
      const verdict = await ask(port, words => steps.push(words));
      assert.deepEqual([verdict.type, verdict.words], ['up', 'greeting, HELO and QUIT answered']);
      assert.ok(steps.includes('greeting: 220 and has two lines'), steps.join('\n'));
      assert.ok(
        steps.some(step => step.startsWith('answer to HELO: 250 mail.example.org Hello')),
        steps.join('\n'),
      );
      assert.ok(
        steps.some(step => step.startsWith('answer to QUIT: 221 ')),
        steps.join('\n'),
      );
    });
  });

  test('it says HELO and QUIT, and any line is an answer to QUIT', async () => {
    const {port, lines} = replying('220 hello\r\n', '250-a\r\n250 b\r\n', 'whatever\r\n');
    assert.equal((await ask(await port)).type, 'up');
    assert.deepEqual(lines, ['HELO director.example.org\r\n', 'QUIT\r\n']);
  });

  test('what is no good reply is down, in words', async () => {
    for (const [replies, words] of [
      [['554 go away\r\n'], 'greeting is "554 go away", and 220 is expected'],
      [['SSH-2.0-OpenSSH\r\n'], 'greeting is "SSH-2.0-OpenSSH", and 220 is expected'],
      [['220 x\r\n', '421 busy\r\n'], 'answer to HELO is "421 busy", and 250 is expected'],
      [['220 x\r\n', '250 y\r\n'], 'the server closed the connection before its answer to QUIT'],
      [['220 x\r\n'], 'the server closed the connection before its answer to HELO'],
      [[], 'the server closed the connection before its greeting'],
      [['220-x\r\n'.repeat(500)], 'the reply has more than 128 lines, as greeting'],
    ] as const) {
      const verdict = await ask(await replying(...replies).port);
      assert.deepEqual({...verdict, latency: 0}, {type: 'down', layer: 'L7', words, latency: 0, isSilence: false});
    }
  });

  test('silence and bytes without an end are down in time', async () => {
    const silent = await ask(await replying('').port);
    assert.equal(silent.type, 'down');
    assert.ok(silent.latency >= 299 && silent.latency < 350, String(silent.latency));
    const slow = await serve(socket => {
      const timer = setInterval(() => socket.write('2'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const dripping = await ask(slow);
    assert.equal(dripping.type, 'down');
    assert.ok(dripping.latency >= 899 && dripping.latency < 950, String(dripping.latency));
    const flood = await ask(await serve(socket => socket.write(Buffer.alloc(10_000_000, 'x'))));
    assert.equal(flood.words, 'a line of the reply has more than 4,096 bytes, as greeting');
  });

  test('a closed port is down at once', async () => {
    const verdict = await ask(9);
    assert.deepEqual([verdict.type, verdict.type === 'down' && verdict.layer], ['down', 'L4']);
  });
});

function eximMissing(): string | false {
  try {
    accessSync('/usr/sbin/exim4');
    return false;
  } catch {
    return 'Exim is not here';
  }
}
