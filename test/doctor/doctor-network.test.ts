import assert from 'node:assert/strict';
import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, afterEach, before, describe, test} from 'node:test';
import type {Director} from '../directors/director.js';
import {Keepalived} from '../directors/keepalived.js';
import {keepalivedConf, type Settings} from '../directors/keepalived-conf.js';
import {eventually} from '../directors/eventually.js';
import {Network} from '../directors/network.js';
import {namespacesMissing} from '../kernel/rtnetlink/namespace.js';
import {codesOf, doctored, type Said} from './doctored.js';

const missing =
  namespacesMissing() || ['/usr/sbin/keepalived', '/usr/sbin/nft'].find(file => !existsSync(file)) || false;

/** What a pair of directors has in its tables. */
const table = ['tcp/10.0.0.100:80 masq 10.0.0.11:8080', 'udp/10.0.0.100:53 gate 10.0.0.12:53'];
const vip = '10.0.0.100';

describe('the doctor finds what is wrong with the network of a director', {skip: missing}, () => {
  let network: Network;
  let a: Director;
  let b: Director;
  let c: Director;

  before(async () => {
    network = new Network({directors: 3});
    [a, b, c] = network.directors as [Director, Director, Director];
    for (const {namespace} of [a, b]) namespace.ip('route', 'add', 'default', 'via', '10.0.0.3');
    await a.runs(settings(100));
    await b.runs(settings(50));
    await settled();
  });
  after(() => network.remove());
  /** A backup that hears nothing for a second is master, and is not right away again when it hears. */
  const settled = () =>
    eventually(
      () => a.has(vip) && !b.has(vip),
      () => `${a.keepalived.log}\n${b.keepalived.log}`,
    );

  test('nothing in one that is right, in two seconds', async () => {
    for (const host of [a, b]) {
      const said = await doctored(host, {table, isProbing: true});
      assert.deepEqual(said.found, []);
      assert.equal(
        said.rows.find(({outcome}) => outcome === 'unknown'),
        undefined,
        JSON.stringify(said.rows),
      );
      assert.ok(said.took < 4000, `${said.took} ms`);
    }
  });

  describe('firewall', () => {
    afterEach(settled);
    test('rules that eat VRRP', async () => {
      const said = await withRules(b, 'add rule inet f in ip protocol 112 counter drop', () => doctored(b, {table}));
      assert.deepEqual(only(said, 'firewall-vrrp'), [
        'firewall-vrrp: VRRP in on eth0 (VI_1): dropped by inet f in: ip protocol vrrp drop',
      ]);
    });
    test('a policy, and rules of old instructions for VRRP', async () => {
      const rules = `
        add rule inet f in ct state established accept
        add rule inet f in udp dport 694 accept comment "VRRP"
        add rule inet f in udp dport 112 accept
        add rule inet f in tcp dport 80 accept
        add rule inet f in udp dport 53 accept
        add chain inet f in { policy drop; }`;
      const said = await withRules(b, rules, () => doctored(b, {table}));
      assert.deepEqual(only(said, 'firewall-vrrp'), [
        'firewall-vrrp: VRRP in on eth0 (VI_1): dropped by inet f in: policy drop',
      ]);
      const advice = said.rows.find(({code}) => code === 'firewall-vrrp')?.diagnoses[0]?.advice ?? '';
      assert.match(advice, /nft insert rule .* 112 accept.*694.*heartbeat.*port 112/s);
      assert.ok(!codesOf(said).includes('firewall-clients'), said.found.join('\n'));
    });
    test('clients, checks, requests and answers', async () => {
      const rules = `
        add rule inet f in tcp dport 80 drop
        add rule inet f out tcp dport 8080 reject
        add rule inet f through ct state invalid drop`;
      const said = await withRules(a, rules, () => doctored(a, {table}));
      assert.deepEqual(said.found, [
        'firewall-checks: checks of tcp/10.0.0.11:8080: dropped by inet f out: tcp dport 8080 reject',
        'firewall-clients: clients of tcp/10.0.0.100:80: dropped by inet f in: tcp dport 80 drop',
        'firewall-requests: requests to tcp/10.0.0.11:8080: dropped by inet f out: tcp dport 8080 reject',
        'firewall-answers: answers of tcp/10.0.0.11:8080 to clients: dropped by inet f through: ct state invalid drop',
      ]);
    });
    test('connection synchronization, which is told apart by its group and port', async () => {
      const daemons = [
        {state: 'backup', interface: 'eth0', syncId: 1, maximumLength: 0, port: 0, ttl: 0},
        {state: 'master', interface: 'eth0', syncId: 1, maximumLength: 0, port: 8849, ttl: 0},
      ];
      const rules = 'add rule inet f in ip daddr 224.0.0.81 drop\nadd rule inet f out udp dport 8848 drop';
      const said = await withRules(a, rules, () => doctored(a, {table, daemons}));
      assert.deepEqual(said.found, [
        'firewall-sync: connection synchronization in on eth0: dropped by inet f in: ip daddr 224.0.0.81 drop',
      ]);
    });
    test('rules of iptables, and marks that none of them sets', async () => {
      const services = [...table, 'fwmark/7 gate 10.0.0.12:0', 'fwmark/8 gate 10.0.0.12:0'];
      const rules = [
        'iptables-nft -t mangle -A PREROUTING -p tcp --dport 443 -j MARK --set-mark 8',
        'iptables-legacy -A INPUT -p vrrp -j DROP',
        'iptables-nft -t nat -A PREROUTING -p tcp -d 10.0.0.100 --dport 80 -j REDIRECT --to-ports 8081',
      ];
      for (const rule of rules) a.namespace.run('sh', '-c', rule);
      try {
        const said = await doctored(a, {table: services});
        assert.deepEqual(said.found, [
          'firewall-vrrp: VRRP in on eth0 (VI_1): dropped by iptables filter INPUT: -A INPUT -p vrrp -j DROP',
          'firewall-marks: fwmark/7: no rule sets its mark',
          'firewall-translation: clients of tcp/10.0.0.100:80: iptables nat PREROUTING: -A PREROUTING -d 10.0.0.100/32 -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 8081',
        ]);
      } finally {
        a.namespace.run('nft', 'flush', 'ruleset');
        a.namespace.run('sh', '-c', 'iptables-legacy -F');
      }
    });
  });

  describe('network', () => {
    test('a gateway that does not answer', async () => {
      a.namespace.ip('route', 'replace', 'default', 'via', '10.0.0.254');
      try {
        assert.deepEqual((await doctored(a, {table})).found, []);
        assert.deepEqual((await doctored(a, {table, isProbing: true})).found, [
          'uplink: gateway 10.0.0.254 on eth0: it does not answer',
        ]);
      } finally {
        a.namespace.ip('route', 'replace', 'default', 'via', '10.0.0.3');
      }
    });
    test('a real server that answers for the address', async () => {
      c.namespace.ip('address', 'add', '10.0.0.100/32', 'dev', 'lo');
      try {
        const said = await doctored(a, {table, isProbing: true});
        assert.ok(codesOf(said).includes('answers-for-vip'), said.found.join('\n'));
        const standby = await doctored(b, {table, isProbing: true});
        assert.ok(codesOf(standby).includes('answers-for-vip'), standby.found.join('\n'));
      } finally {
        c.namespace.ip('address', 'del', '10.0.0.100/32', 'dev', 'lo');
      }
    });
    test('an interface that is down, and one without carrier', async () => {
      c.namespace.ip('address', 'add', '10.0.0.100/32', 'dev', 'eth0');
      try {
        c.namespace.ip('link', 'set', 'eth0', 'down');
        assert.deepEqual(only(await doctored(c, {table}), 'links'), ['links: eth0: it is down']);
        c.namespace.ip('link', 'set', 'eth0', 'up');
        network.switches.unplug(3, 0);
        assert.match(
          only(await doctored(c, {table}), 'links').join(),
          /^links: eth0: it is up and cannot pass packets/,
        );
      } finally {
        network.switches.plug(3, 0);
        c.namespace.ip('link', 'set', 'eth0', 'up');
        c.namespace.ip('address', 'del', '10.0.0.100/32', 'dev', 'eth0');
      }
    });
  });

  describe('managers', () => {
    test('a configuration that was changed and not read', async () => {
      a.daemon.configure(`# only a comment\n${keepalivedConf(settings(100))}`);
      assert.deepEqual((await doctored(a, {table})).found, []);
      a.daemon.configure(keepalivedConf(settings(101)));
      assert.deepEqual(only(await doctored(a, {table}), 'keepalived-reload').length, 1);
    });
    test('one that a reload would be the end of', async () => {
      a.daemon.configure(keepalivedConf(settings(100)).replace('interface eth0', 'interface eth7'));
      const said = await doctored(a, {table});
      const row = said.rows.find(({code}) => code === 'keepalived-configuration');
      assert.equal(row?.outcome, 'wrong', JSON.stringify(row));
      assert.match(row?.diagnoses[0]?.why ?? '', /its addresses stay here/);
      a.daemon.configure(keepalivedConf(settings(100)));
    });
    test('two keepalived with the same virtual router', async () => {
      const folder = b.path('second');
      mkdirSync(folder);
      const second = new Keepalived(b.namespace, folder);
      second.configure(keepalivedConf(settings(40)));
      await second.start();
      try {
        const found = only(await doctored(b, {table}), 'two-managers');
        assert.equal(found.length, 1);
        assert.match(found[0] as string, /virtual router ipv4 51 on eth0: keepalived \(process \d+\) and keepalived/);
      } finally {
        await second.remove();
      }
    });
    test('ldirectord with lines that it loses, and servers that it adds unchecked', async t => {
      if (!existsSync('/usr/sbin/ldirectord')) return t.skip('ldirectord is not installed');
      const ldirectord = await startLdirectord(c);
      try {
        const said = await doctored(c);
        assert.deepEqual(codesOf(said), ['ldirectord-configuration']);
        const found = said.found.join('\n');
        assert.match(found, /ldirectord\.cf:4: /); // a request of its own that begins with /
        assert.match(found, /ldirectord\.cf:7: .*fallback/); // none for firewall marks
        assert.match(found, /readdquiescent=no/);
      } finally {
        ldirectord.kill('SIGKILL');
      }
    });
    test('one that is stopped by a signal', async () => {
      b.keepalived.pause();
      try {
        assert.ok(codesOf(await doctored(b, {table})).includes('manager-stopped'));
      } finally {
        b.keepalived.resume();
      }
    });
    test('addresses without a process', async () => {
      a.keepalived.killAll();
      await eventually(
        () => b.has(vip),
        () => b.keepalived.log,
      );
      const said = await doctored(a, {table, given: {keepalivedConfig: a.keepalived.configuration}});
      assert.ok(a.has(vip));
      assert.deepEqual(codesOf(said), ['vrrp']);
      assert.match(
        said.rows
          .flatMap(({diagnoses}) => diagnoses)
          .filter(({outcome}) => outcome === 'wrong')
          .map(({why}) => why)
          .join('\n'),
        /^stale-master \(/m,
      );
    });
  });
});

/** In its debug mode, which stays in front and prefers ./ipvsadm: these kernels have no table. */
async function startLdirectord(host: Director): Promise<ChildProcess> {
  const folder = host.path('ldirectord');
  mkdirSync(folder);
  writeFileSync(join(folder, 'ipvsadm'), '#!/bin/sh\nexit 0\n', {mode: 0o755});
  const lines = [
    'readdquiescent=no',
    'fallback=127.0.0.1:80 gate',
    'virtual=10.0.0.101:80',
    '  real=10.0.0.11:80 masq 1 "/index.html", "well"',
    '  service=http',
    '  checktype=negotiate',
    'virtual=7',
    '  real=10.0.0.12 gate',
    '  protocol=fwm',
    '  checktype=on',
  ];
  const file = join(folder, 'ldirectord.cf');
  writeFileSync(file, `${lines.map(line => line.replace(/^ +/, '    ')).join('\n')}\n`);
  const words = ['netns', 'exec', host.namespace.name, '/usr/sbin/ldirectord', '-d', file, 'start'];
  const child = spawn('ip', words, {cwd: folder, stdio: 'ignore'});
  await eventually(
    () => readFileSync(`/proc/${child.pid}/cmdline`, 'utf8').includes('perl'),
    () => 'ldirectord did not start',
  );
  return child;
}

function settings(priority: number): Settings {
  return {instances: [{name: 'VI_1', priority, addresses: ['10.0.0.100/24']}]};
}

/** What one row found. */
function only({found}: Said, code: string): readonly string[] {
  return found.filter(line => line.startsWith(`${code}: `)).map(line => line.replace(' from 10.0.0.1 (', ' (')); // heard in time or not
}

/** With a table f of nf_tables whose chains in, out and through let everything else pass. */
async function withRules<T>(host: Director, rules: string, work: () => Promise<T>): Promise<T> {
  const text = `
    add table inet f
    add chain inet f in { type filter hook input priority 0; }
    add chain inet f out { type filter hook output priority 0; }
    add chain inet f through { type filter hook forward priority 0; }
    ${rules}
  `;
  execFileSync('ip', ['netns', 'exec', host.namespace.name, 'nft', '-f', '-'], {input: text});
  try {
    return await work();
  } finally {
    host.namespace.run('nft', 'flush', 'ruleset');
  }
}
