import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {quote} from '../lab/guest-init.js';
import {missingForLab, runInLab} from '../lab/lab.js';

const missing = missingForLab(['keepalived']);
const skip = missing.length > 0 && `the lab needs: ${missing.join(', ')}`;

const session = quote(fileURLToPath(new URL('./lab-session.js', import.meta.url)));

const keepalived = (state: string, priority: number, sync: string) => `global_defs {
  router_id lvs
  ${sync}
}
vrrp_instance VI_1 {
  state ${state}
  interface eth0
  virtual_router_id 51
  priority ${priority}
  advert_int 1
  virtual_ipaddress {
    10.0.0.100/32
    10.0.0.101/32
  }
}
`;

/** What it writes, it also removes. */
const virtualServer = `virtual_server 10.0.0.100 80 {
  lvs_sched wlc
  lvs_method NAT
  protocol TCP
  real_server 10.1.0.11 80 {
  }
  real_server 10.1.0.12 80 {
  }
}
`;

/** One datagram from each of five thousand ports. */
const many = `const {createSocket} = require('node:dgram');
const send = port => new Promise(done => {
  const socket = createSocket('udp4');
  socket.bind(port, '10.0.0.9', () => socket.send('x', 53, '10.0.0.101', () => socket.close(done)));
});
(async () => { for (let port = 20000; port < 25000; port++) await send(port); })();
`;

/** A director in the first namespace, with clients and servers of direct routing on eth0, masqueraded servers on eth1. */
const script = `set -e
modprobe -d /run/mods ip_vs conn_tab_bits=8
load_modules
modprobe -d /run/mods nf_conntrack
cp -a /etc /run/etc; mount --bind /run/etc /etc; rm -f /etc/sysctl.conf /etc/sysctl.d/*
for name in client near far peer; do ip netns add $name; ip -n $name link set lo up; done
ip link add sw0 type bridge; ip link set sw0 up arp off # or it answers for the director
plug() { # NAMESPACE ADDRESS
  ip link add port-$1 type veth peer name eth0 netns $1; ip link set port-$1 master sw0; ip link set port-$1 up
  ip -n $1 addr add $2/24 dev eth0; ip -n $1 link set eth0 up
}
plug client 10.0.0.9; plug near 10.0.0.21; plug peer 10.0.0.3
ip link add eth0 type veth peer name port-director; ip link set port-director master sw0; ip link set port-director up
ip addr add 10.0.0.2/24 dev eth0; ip link set eth0 up
ip link add eth1 type veth peer name eth0 netns far
ip addr add 10.1.0.1/24 dev eth1; ip addr add fd00:1::1/64 dev eth1 nodad; ip link set eth1 up
ip addr add fd00::101/128 dev eth0 nodad
ip -n far addr add 10.1.0.11/24 dev eth0; ip -n far addr add 10.1.0.12/24 dev eth0; ip -n far link set eth0 up
ip -n far route add default via 10.1.0.1
ip route add default via 10.0.0.254
mkdir -p /run/www /run/keepalived; echo hello > /run/www/index.html
ip netns exec far busybox httpd -p 80 -h /run/www
sysctl -qw net.ipv4.ip_forward=1 net.ipv4.vs.expire_nodest_conn=1
echo net.ipv4.ip_forward=1 > /etc/sysctl.d/director.conf
ipvsadm -A -t 10.0.0.101:80 -s wlc; ipvsadm -a -t 10.0.0.101:80 -r 10.0.0.21:80 -g
cp "$LAB/director.conf" /run/keepalived.conf
start() { # NAME FILE
  exec keepalived -nl -f $2 -p /run/keepalived/$1 -r /run/keepalived/$1-vrrp -c /run/keepalived/$1-checkers > /run/keepalived/$1.log 2>&1
}
(start parent /run/keepalived.conf) &
( while [ ! -e /run/peer-may-start ]; do sleep 1; done
  exec ip netns exec peer keepalived -nlP -f "$LAB/peer.conf" -p /run/keepalived/peer -r /run/keepalived/peer-vrrp -c /run/keepalived/peer-checkers > /run/keepalived/peer.log 2>&1 ) &
until=$(($(date +%s) + 20))
while ! ip addr show dev eth0 | grep -q 10.0.0.101/32 && [ "$(date +%s)" -lt $until ]; do sleep 1; done
sleep 1
${quote(process.execPath)} --test-force-exit --test-reporter=tap ${session} || { cat /run/keepalived/*.log; exit 1; }
`;

test('the doctor finds what is broken on a director, nothing else, and --fix mends what it says', {skip}, async t => {
  const {code, output} = await runInLab({
    script,
    files: {
      'director.conf': `${keepalived('MASTER', 100, 'lvs_sync_daemon eth1 VI_1 id 51')}${virtualServer}`,
      'peer.conf': keepalived('MASTER', 200, ''),
      'many.cjs': many,
    },
    seconds: 400,
    memory: '768M',
    modules: false,
  });
  t.diagnostic(output);
  assert.equal(code, 0, output);
});
