import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, suite, test} from 'node:test';
import {commands} from '../../src/commands/all.js';
import {notBuilt, program} from '../dashboard/program.js';

/** Examples that need what a table in a file has not: a network, a director, a terminal, names, other hosts, an end. */
const needsMore: readonly RegExp[] = [
  /^(sudo )?lvsctl (vrrp|director|guard|doctor|rpc|genhash|checks|why)\b/,
  /^lvsctl (top|demo)(?!.*--once)/,
  /--(watch|follow|host)\b/,
  /^(ssh|systemctl) |\| ssh /,
  /^lvsctl sync (start|stop|swap)\b(?!.*--dry-run)/,
  /\bweb\d/,
  /\bsync status --peer\b/,
  /\bdirector\b.*\|/,
];

/** What has to be so before an example can do what it says. */
const prepared: Readonly<Record<string, readonly string[]>> = {
  'demo traffic': [
    'LVSCTL_KERNEL=embedded lvsctl -A -t 203.0.113.10:80',
    'LVSCTL_KERNEL=embedded lvsctl -a -t 203.0.113.10:80 -r 10.1.0.11 -m',
  ],
  undrain: ['lvsctl drain 10.1.0.11'],
  'snapshot list': ['lvsctl snapshot save before-upgrade'],
  'snapshot diff': ['lvsctl snapshot save before-upgrade'],
  'snapshot restore': ['lvsctl snapshot save before-upgrade'],
};

const rules = `-A -t 10.0.0.1:80 -s wlc
-a -t 10.0.0.1:80 -r 10.1.0.11:80 -m
-a -t 10.0.0.1:80 -r 10.1.0.20:80 -m
-a -t 10.0.0.1:80 -r 192.168.10.1:80 -m
`;
const keepalived = `virtual_server 10.0.0.1 80 {
  protocol TCP
  lb_algo wlc
  lb_kind NAT
  real_server 10.1.0.11 80 {
    weight 1
    TCP_CHECK {
      connect_timeout 3
    }
  }
}
`;
const ldirectord = `virtual=10.0.0.1:80
  real=10.1.0.11:80 masq
  service=http
  scheduler=wlc
  protocol=tcp
`;

/** With its modes: private folders are believed only if they are private. */
function copy(from: string, to: string): void {
  assert.equal(spawnSync('cp', ['-a', from, to]).status, 0);
}

const runnable = commands.flatMap(({name, examples}) =>
  examples.filter(([line]) => !needsMore.some(pattern => pattern.test(line))).map(([line]) => ({name, line})),
);

suite('examples of commands do what they say on a table in a file', {skip: notBuilt}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-examples-'));
  const now = join(folder, 'now');
  const environment = {
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    HOME: now,
    XDG_STATE_HOME: join(now, 'state'),
    XDG_CONFIG_HOME: join(now, 'config'),
    LVSCTL_RUN_DIR: now,
    LVSCTL_KERNEL: `embedded:${join(now, 'kernel.json')}`,
  };
  const shell = (line: string) =>
    spawnSync('bash', ['-c', line], {cwd: now, env: environment, encoding: 'utf8', timeout: 30_000});

  before(() => {
    mkdirSync(join(folder, 'bin'));
    symlinkSync(program, join(folder, 'bin/lvsctl'));
    writeFileSync(join(folder, 'bin/jq'), '#!/bin/sh\nexec cat\n', {mode: 0o755});
    mkdirSync(join(now, '.zfunc'), {recursive: true});
    mkdirSync(join(now, '.config/fish/completions'), {recursive: true});
    writeFileSync(join(now, 'rules'), rules);
    writeFileSync(join(now, 'keepalived.conf'), keepalived);
    writeFileSync(join(now, 'ldirectord.cf'), ldirectord);
    assert.equal(shell('lvsctl -R < rules').status, 0);
    for (let i = 1; i <= 12; i++) assert.equal(shell(`lvsctl --set 900 120 ${i}`).status, 0); // entries of the journal
    writeFileSync(join(now, 'new-config.yaml'), 'names: {hosts: {web1: 10.1.0.11}}\n');
    for (const director of ['lb1', 'lb2']) {
      mkdirSync(join(now, director));
      writeFileSync(join(now, director, 'keepalived.conf'), keepalived);
    }
    writeFileSync(join(now, 'ha.cf'), 'node lb1 lb2\nbcast eth0\nauto_failback off\n');
    writeFileSync(join(now, 'haresources'), 'lb1 10.0.0.1\n');
    writeFileSync(join(now, 'authkeys'), 'auth 1\n1 sha1 example\n', {mode: 0o600});
    copy(now, join(folder, 'fresh'));
  });
  after(() => rmSync(folder, {recursive: true}));

  for (const {name, line} of runnable) {
    test(line, () => {
      rmSync(now, {recursive: true});
      copy(join(folder, 'fresh'), now);
      for (const first of prepared[name] ?? []) assert.equal(shell(first).status, 0, first);
      const here = line.replaceAll(/\/(etc\/(keepalived|ha\.d|lvsctl)|var\/lib\/node_exporter|root|tmp)\//g, `${now}/`);
      const {status, stdout, stderr} = shell(here);
      // 1: a difference or a finding; 4: an example of an undo whose entry has been overtaken
      assert.ok([0, 1, 4].includes(status ?? -1), `status ${status}\n${stdout}${stderr}`);
      assert.doesNotMatch(stderr, /--help tells what there is|\n {4}at /);
    });
  }

  test('and there are some', () => assert.ok(runnable.length > 30));
});
