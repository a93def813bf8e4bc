import assert from 'node:assert/strict';
import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {askPeer, standbyWords, witnessesOf} from '../../../src/managers/peer/ask-peer.js';
import {parseAddress} from '../../../src/net/address.js';
import type {WantedInstance} from '../../../src/vrrp/findings/wanted-instance.js';
import {openThisMachine} from '../../../src/this-machine.js';

const missing =
  process.getuid?.() !== 0
    ? 'sshd needs root'
    : existsSync('/usr/sbin/sshd') && existsSync('/usr/bin/ssh')
      ? false
      : 'needs openssh-server';
const folder = mkdtempSync(join(tmpdir(), 'lvsctl-ssh-'));
let server: ChildProcess | undefined;
let host = '';
const shell = ['ssh', '-F', join(folder, 'ssh_config')];
const ask = (name = host) => askPeer(openThisMachine(), name, () => 1000, shell);

/** What the other host's lvsctl prints, and its exit status. */
function say(text: string, status = 0): void {
  writeFileSync(join(folder, 'said'), text);
  const program = `#!/bin/sh\n[ "$*" = "vrrp -o json" ] || exit 9\ncat ${join(folder, 'said')}\nexit ${status}\n`;
  writeFileSync(join(folder, 'bin', 'lvsctl'), program);
  chmodSync(join(folder, 'bin', 'lvsctl'), 0o755);
}

const answer = {
  schema: 'lvsctl.vrrp/1',
  host: {name: 'lb2', addresses: ['10.0.0.2']},
  instances: [
    {name: null, vrid: 9},
    {
      name: 'VI_1',
      family: 'ipv4',
      vrid: 51,
      state: 'backup',
      stale: false,
      confidence: 'likely',
      priority: {base: 50, effective: null},
    },
  ],
  findings: [] as {code: string; instance: string | null}[],
};

const wanted = {
  name: 'VI_1',
  family: 'ipv4',
  virtualRouter: 51,
} as WantedInstance;

describe('another host is asked over ssh', {skip: missing}, () => {
  before(async () => {
    mkdirSync(join(folder, 'bin'));
    for (const key of ['host', 'user'])
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, key)]);
    const port = await freePort();
    mkdirSync('/run/sshd', {recursive: true});
    const settings = [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(folder, 'host')}`,
      `AuthorizedKeysFile ${join(folder, 'user.pub')}`,
      `PidFile ${join(folder, 'pid')}`,
      'StrictModes no',
      'UsePAM no',
      'PermitRootLogin prohibit-password',
      `SetEnv PATH=${join(folder, 'bin')}:/usr/bin:/bin`,
    ];
    writeFileSync(join(folder, 'sshd_config'), `${settings.join('\n')}\n`);
    const client = [
      'User root',
      `IdentityFile ${join(folder, 'user')}`,
      'StrictHostKeyChecking no',
      `UserKnownHostsFile ${join(folder, 'known')}`,
      'LogLevel ERROR',
    ];
    writeFileSync(join(folder, 'ssh_config'), `${client.join('\n')}\n`);
    server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', join(folder, 'sshd_config')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await new Promise<void>((resolve, reject) => {
      server?.stderr?.on('data', (text: Buffer) => text.includes('listening') && resolve());
      server?.on('exit', code => reject(new Error(`sshd ended with ${code}`)));
    });
    host = `ssh://127.0.0.1:${port}`;
  });
  after(() => server?.kill());

  test('and its word is a witness for what we share', async () => {
    say(JSON.stringify(answer), 1);
    const word = await ask();
    assert.equal(word.source.state, 'good');
    assert.deepEqual(witnessesOf(word, [wanted]), [
      {
        host: 'lb2',
        addresses: [parseAddress('10.0.0.2')],
        family: 'ipv4',
        virtualRouter: 51,
        state: 'backup',
        at: 1000,
      },
    ]);
    assert.deepEqual(witnessesOf(word, [{...wanted, name: 'another segment'}]), []);
    assert.deepEqual(standbyWords(word, wanted), {
      isBackup: true,
      isHealthy: true,
      priority: 50,
      words: 'lb2 at 10.0.0.2 says it is backup (likely)',
    });
  });

  test('one that finds something wrong with itself is no healthy standby', async () => {
    say(JSON.stringify({...answer, findings: [{code: 'deaf-backup', instance: 'VI_1'}]}), 1);
    assert.deepEqual(standbyWords(await ask(), wanted), {
      isBackup: true,
      isHealthy: false,
      priority: 50,
      words: 'lb2 at 10.0.0.2 says it is backup (likely), but deaf-backup',
    });
  });

  for (const [what, text, status, expected] of [
    ['is no JSON', 'hello', 0, /cannot be used: it is not JSON$/],
    ['is of another version', '{"schema":"lvsctl.vrrp/2"}', 0, /its schema is "lvsctl\.vrrp\/2", not lvsctl\.vrrp\/1$/],
    ['lacks what matters', '{"schema":"lvsctl.vrrp/1"}', 0, /host is no object$/],
    ['is an error', '', 2, /lvsctl vrrp there ended with status 2$/],
  ] as const)
    test(`an answer that ${what} is a failed source`, async () => {
      say(text, status);
      const {answer: none, source} = await ask();
      assert.equal(none, undefined);
      assert.equal(source.state, 'failed');
      assert.match(source.words, expected);
    });

  test('a host that cannot be reached is one too', async () => {
    assert.match((await ask('ssh://127.0.0.1:1')).source.words, /Connection refused/);
    assert.match((await ask('-oProxyCommand=false')).source.words, /does not begin with -$/);
  });
});

after(() => rmSync(folder, {recursive: true, force: true}));

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => probe.on('listening', resolve));
  const {port} = probe.address() as {port: number};
  await new Promise(resolve => probe.close(resolve));
  return port;
}
