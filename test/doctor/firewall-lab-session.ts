import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {examine, isFinding} from '../../src/doctor/examine.js';
import {gatherNetworkFacts} from '../../src/open-doctor-network.js';
import {firewallCases} from './firewall-lab-cases.js';
import {healthyFacts} from './healthy-facts.js';
import {networkRows} from './network-rows.js';
import {tableOf} from './table-of.js';

/**
 * Runs in the lab's guest, which is the director: a client behind eth0, a real server behind eth1. For each case its rules
 * are loaded, a client asks, and the doctor is asked; a line of JSON each.
 */
const vip = {masq: '10.0.0.100', gate: '10.0.0.101'} as const;
const lines = ['tcp/10.0.0.100:80 masq 10.1.0.11:80', 'tcp/10.0.0.101:80 gate 10.1.0.11:80'];

function run(text: string): void {
  execFileSync('/bin/sh', ['-ec', text], {stdio: ['ignore', 'ignore', 'inherit']});
}

run(`
  for m in iptable_filter iptable_mangle iptable_nat xt_conntrack xt_tcpudp xt_MASQUERADE xt_nat; do modprobe -d /run/mods $m; done
  ip netns add client; ip netns add server
  ip link add eth0 type veth peer name eth0 netns client
  ip link add eth1 type veth peer name eth0 netns server
  ip address add 10.0.0.1/24 dev eth0; ip address add ${vip.masq}/32 dev eth0; ip address add ${vip.gate}/32 dev eth0
  ip address add 10.1.0.1/24 dev eth1; ip link set eth0 up; ip link set eth1 up
  ip -n client address add 10.0.0.9/24 dev eth0; ip -n client link set eth0 up
  ip -n server address add 10.1.0.11/24 dev eth0; ip -n server link set lo up; ip -n server link set eth0 up
  ip -n server address add ${vip.gate}/32 dev lo; ip -n server route add default via 10.1.0.1
  ip route add default via 10.0.0.9
  echo 1 > /proc/sys/net/ipv4/ip_forward
  ipvsadm -A -t ${vip.masq}:80 -s rr; ipvsadm -a -t ${vip.masq}:80 -r 10.1.0.11:80 -m
  ipvsadm -A -t ${vip.gate}:80 -s rr; ipvsadm -a -t ${vip.gate}:80 -r 10.1.0.11:80 -g
`);
const server = spawn('ip', ['netns', 'exec', 'server', 'busybox', 'httpd', '-f', '-p', '80', '-h', '/etc'], {
  stdio: 'ignore',
});
await delay(1000);

for (const {name, rules, isConntracked = false} of firewallCases) {
  writeFileSync('/proc/sys/net/ipv4/vs/conntrack', isConntracked ? '1' : '0');
  for (const rule of rules) run(`iptables-legacy ${rule}`);
  const ipvs = {known: true, value: tableOf(lines)} as const;
  const network = await gatherNetworkFacts({ipvs, isProbing: false, isQuick: true, environment: process.env});
  const facts = {...healthyFacts({set: {'net.ipv4.vs.conntrack': isConntracked ? '1' : '0'}}), ...network, ipvs};
  const found = examine(networkRows, facts)
    .filter(({diagnoses}) => diagnoses.some(isFinding))
    .map(({row}) => row.code);
  process.stdout.write(`${JSON.stringify({name, isServed: isServed(), found})}\n`);
  run(
    'for t in filter nat mangle; do iptables-legacy -t $t -F; done; for c in INPUT FORWARD OUTPUT; do iptables-legacy -P $c ACCEPT; done',
  );
}
server.kill();

/** Whether a client gets an answer of the masqueraded service within two seconds. */
function isServed(): boolean {
  const ask = `exec 3<>/dev/tcp/${vip.masq}/80; printf "GET /hostname HTTP/1.0\\r\\n\\r\\n" >&3; head -1 <&3`;
  const words = ['netns', 'exec', 'client', 'timeout', '2', 'bash', '-c', ask];
  // with a socket as its standard input bash takes itself for a remote shell, and reads what interactive ones read
  const {stdout} = spawnSync('ip', words, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']});
  return stdout.startsWith('HTTP/1');
}
