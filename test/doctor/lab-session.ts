import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {directRouting, plainTunnel} from '../../src/ipvs/forwarding.js';
import {formatServiceId, parseServicePattern} from '../../src/ipvs/service-text.js';
import type {ServiceId} from '../../src/ipvs/service.js';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import {linuxKernel} from '../../src/kernel/linux-kernel.js';
import {parseAddress} from '../../src/net/address.js';
import {formatEndpoint} from '../../src/net/endpoint.js';
import {openDoctorHere} from '../../src/open-doctor.js';
import {until} from '../drain/until.js';
import {masterCases} from './lab-cases.js';
import {codesOf, foundCodes, runDoctorHere, shell} from './lab-doctor.js';

/** Runs in the lab's guest: a director with keepalived, broken and mended. */

test('nothing is found on a director that is as it should be', async () => {
  const {code, stdout, stderr} = await runDoctorHere({output: 'wide'});
  assert.equal(code, 0, stdout + stderr);
});

for (const {name, breaks, finds, mends} of masterCases) {
  test(name, async () => {
    shell(breaks);
    try {
      assert.deepEqual(await foundCodes(), finds);
    } finally {
      shell(mends);
    }
  });
}

test('--fix mends all that it says it mends', async () => {
  const mended = masterCases.filter(({isFixedBut}) => isFixedBut !== undefined);
  for (const {breaks} of mended) shell(breaks);
  const {code, stdout, stderr} = await runDoctorHere({fix: true, yes: true, output: 'json'});
  const {rows, fix} = JSON.parse(stdout);
  assert.deepEqual(
    fix.changes.filter(({result}: {result: string}) => result !== 'made'),
    [],
    stderr,
  );
  assert.equal(code, 1, 'what nobody but the administrator can mend is left');
  assert.deepEqual(codesOf(rows), ['masquerading-other-way']);
  for (const {isFixedBut} of mended) if (isFixedBut) shell(isFixedBut);
  assert.deepEqual(await foundCodes(), []);
});

test('without access to netlink the table is what everybody may read of it', async () => {
  const refused = {known: false, words: 'IPVS answers only root'} as const;
  const question = {ipvs: refused, role: undefined, isProbing: false, isQuick: true};
  const {ipvs} = await openDoctorHere(false, process.env).gather(question);
  assert.ok(ipvs.known && ipvs.value.isPublic);
  const opened = await openIpvs(linuxKernel);
  const {entries} = await opened.ipvs.table();
  opened.ipvs.close();
  const shown = (each: typeof entries) =>
    each.map(({service, destinations}) => [
      formatServiceId(service.id),
      service.scheduler,
      destinations.map(({address, port, forwarding, weight}) => [formatEndpoint({address, port}), forwarding, weight]),
    ]);
  assert.deepEqual(shown(ipvs.value.table.entries), shown(entries));
});

test('direct routing to another port, which ipvsadm would put right', async () => {
  const {ipvs} = await openIpvs(linuxKernel);
  const id = parseServicePattern('tcp/10.0.0.101:80') as ServiceId;
  const address = parseAddress('10.0.0.22');
  if (!address) throw new Error();
  const plain = {weight: 1, upperThreshold: 0, lowerThreshold: 0, tunnel: plainTunnel};
  const destination = {address, port: 8080, forwarding: directRouting, ...plain};
  assert.deepEqual(await ipvs.apply([{type: 'add-server', id, destination}]), [undefined]);
  assert.deepEqual(await foundCodes(), ['direct-other-port']);
  await ipvs.apply([{type: 'delete-server', id, destination}]);
  ipvs.close();
});

test('clients that persistence pins to a server of weight 0', async () => {
  shell('ipvsadm -A -t 10.0.0.101:90 -s rr -p 300; ipvsadm -a -t 10.0.0.101:90 -r 10.1.0.11:80 -m');
  shell('ip netns exec client curl -s -m 5 http://10.0.0.101:90/');
  shell('ipvsadm -e -t 10.0.0.101:90 -r 10.1.0.11:80 -m -w 0; ipvsadm -a -t 10.0.0.101:90 -r 10.1.0.12:80 -m');
  assert.deepEqual(await foundCodes(), ['expire-quiescent-template']);
  shell('ipvsadm -D -t 10.0.0.101:90');
});

test("netfilter's table nearly full", async () => {
  const count = () => Number(readFileSync('/proc/sys/net/netfilter/nf_conntrack_count', 'utf8'));
  const most = readFileSync('/proc/sys/net/netfilter/nf_conntrack_max', 'utf8');
  // FTP with masquerading makes netfilter look at packets, and vs.conntrack keep what IPVS balances
  shell('sysctl -qw net.ipv4.vs.conntrack=1');
  shell(
    'ipvsadm -A -t 10.0.0.101:21 -s rr; ipvsadm -a -t 10.0.0.101:21 -r 10.1.0.11:21 -m; modprobe -d /run/mods ip_vs_ftp',
  );
  shell('for i in 1 2 3 4 5 6 7 8; do ip netns exec client curl -s -m 5 http://10.0.0.100/; done');
  assert.ok(count() > 4, `${count()}`);
  shell(`sysctl -qw net.netfilter.nf_conntrack_max=${count()}`);
  assert.deepEqual(await foundCodes(), ['conntrack-room']);
  await runDoctorHere({fix: true, yes: true});
  assert.deepEqual(await foundCodes(), []);
  shell(
    `sysctl -qw net.netfilter.nf_conntrack_max=${most.trim()} net.ipv4.vs.conntrack=0; ipvsadm -D -t 10.0.0.101:21`,
  );
});

test('long chains in the connection table', async () => {
  shell('ipvsadm -A -u 10.0.0.101:53 -s rr; ipvsadm -a -u 10.0.0.101:53 -r 10.0.0.21:53 -g');
  shell(`ip netns exec client ${process.execPath} "$LAB/many.cjs"`);
  assert.deepEqual(await foundCodes(), ['connection-table']);
  shell('sysctl -qw net.ipv4.vs.expire_nodest_conn=1; ipvsadm -D -u 10.0.0.101:53');
  assert.deepEqual(await foundCodes(), []);
});

test('--fix --dry-run changes nothing and says what would last; --fix --lasting tells what takes it back', async () => {
  shell('sysctl -qw net.ipv4.vs.expire_nodest_conn=0 net.ipv4.vs.drop_packet=3');
  const planned = await runDoctorHere({fix: true, 'dry-run': true});
  assert.equal(planned.code, 1);
  assert.match(planned.stdout, /sysctl -w net\.ipv4\.vs\.expire_nodest_conn=1 +\(expire-nodest\)/);
  assert.match(planned.stdout, /sysctl\.d\/60-lvsctl\.conf:\n {6}net\.ipv4\.vs\.expire_nodest_conn = 1\n/);
  assert.deepEqual(await foundCodes(), ['expire-nodest', 'permanent-defence']);
  await assert.rejects(runDoctorHere({fix: true}), /say --yes/);
  const fixed = await runDoctorHere({fix: true, yes: true, lasting: true, output: 'json'});
  const {fix} = JSON.parse(fixed.stdout);
  assert.equal(fixed.code, 0, fixed.stdout);
  assert.deepEqual(
    fix.changes.map(({result, inverse}: {result: string; inverse: string}) => [result, inverse]),
    [
      ['made', `lvsctl undo ${fix.journal}`],
      ['made', `lvsctl undo ${fix.journal}`],
    ],
  );
  const file = readFileSync('/etc/sysctl.d/60-lvsctl.conf', 'utf8');
  assert.match(
    file,
    /^# Written by lvsctl.*\nnet\.ipv4\.vs\.expire_nodest_conn = 1\nnet\.ipv4\.vs\.drop_packet = 1\n$/,
  );
  assert.match(readFileSync('/etc/modules-load.d/lvsctl.conf', 'utf8'), /\nip_vs\n$/);
  shell('rm /etc/sysctl.d/60-lvsctl.conf /etc/modules-load.d/lvsctl.conf');
});

test('a backup lacks the addresses, as it should; it must not balance what the master sends it', async () => {
  shell('echo 1 > /run/peer-may-start');
  await until(() => !shell('ip addr show dev eth0').includes('10.0.0.100/32'), 'the peer has taken over', 20);
  await until(async () => (await foundCodes()).length === 0, 'the sync daemon has changed too', 10);
  shell(
    'ip addr add 10.0.0.101/32 dev lo; sysctl -qw net.ipv4.conf.eth0.arp_ignore=1 net.ipv4.conf.eth0.arp_announce=2',
  );
  // that this host is backup is known from the master's advertisements alone
  assert.deepEqual(await foundCodes({'no-wait': undefined}), ['balanced-twice']);
  shell('sysctl -qw net.ipv4.vs.backup_only=1');
  assert.deepEqual(await foundCodes({'no-wait': undefined}), []);
  shell('ip addr del 10.0.0.101/32 dev lo; sysctl -qw net.ipv4.vs.backup_only=0');
});

test('a kernel without IPVS', async () => {
  const pid = readFileSync('/run/keepalived/parent', 'utf8').trim();
  shell(`kill ${pid}`);
  await until(() => !existsSync(`/proc/${pid}`), 'keepalived has ended', 20);
  shell('ipvsadm --stop-daemon backup || true; ipvsadm -C');
  await until(
    () =>
      shell(
        "lsmod | awk '/^ip_vs_/ {print $1}' | xargs -r -n 1 rmmod 2>&1 || true; rmmod ip_vs 2>&1 || true; lsmod",
      ).search(/^ip_vs /m) < 0,
    'the module is gone',
    10,
  );
  const {code, stdout} = await runDoctorHere({only: 'ipvs-module,empty-service', ignore: undefined});
  assert.equal(code, 1);
  assert.match(stdout, /WRONG ip_vs \(ipvs-module, kernel\)\n {2}is +not loaded/);
});
