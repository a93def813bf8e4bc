import assert from 'node:assert/strict';
import {dirname, join} from 'node:path';
import {before, suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {quote} from '../../lab/guest-init.js';
import {type LabRun, missingForLab, runInLab} from '../../lab/lab.js';
import type {Ran} from './run-sync.js';

const missing = missingForLab();
const skip = missing.length > 0 && `the lab needs: ${missing.join(', ')}`;
const node = quote(process.execPath);
const guest = quote(join(dirname(fileURLToPath(import.meta.url)), 'guest-sync.js'));
const connections = 5;

/** Two directors with a wire between them for the synchronization, a client and a server of the first. */
const network = `
for name in first second client server; do ip netns add $name; ip -n $name link set lo up; done
wire() { # NAMESPACE ADDRESS NAMESPACE ADDRESS: each end is named for the other
  ip -n $1 link add $3 type veth peer name $1 netns $3
  ip -n $1 addr add $2 dev $3; ip -n $1 link set $3 up
  ip -n $3 addr add $4 dev $1; ip -n $3 link set $1 up
}
wire first 10.0.9.1/24 second 10.0.9.2/24
wire client 10.0.1.2/24 first 10.0.1.1/24
wire server 10.0.2.2/24 first 10.0.2.1/24
ip -n first addr add 10.0.0.1/32 dev lo
ip -n client route add default via 10.0.1.1
ip -n server route add default via 10.0.2.1
ip netns exec first sysctl -qw net.ipv4.ip_forward=1
for name in first second; do
  ip netns exec $name ipvsadm -A -t 10.0.0.1:80 -s rr -p 300
  ip netns exec $name ipvsadm -a -t 10.0.0.1:80 -r 10.0.2.2:80 -m
done
`;

/** Linux does not answer who stops a daemon whose thread has not run yet. */
const startedAndStopped = "'start master --interface second' 'stop both' ".repeat(2);

/** Connections stay open; each has sent enough packets to be told of (sync_threshold 3 50). */
const traffic = {
  'server.cjs': `require('node:net').createServer(socket => socket.pipe(socket)).listen(80, () => require('node:fs').writeFileSync('/run/listens', ''));`,
  'client.cjs': `const {connect} = require('node:net');
for (let i = 0; i < ${connections}; i++) {
  const socket = connect(80, '10.0.0.1', () => socket.write('x'));
  let echoes = 0;
  socket.on('data', () => ++echoes < 6 && socket.write('x'));
}`,
};

const script = `${network}
sync() { # NAMESPACE NAME LINE…: what came of the lines goes into the results
  namespace=$1; name=$2; shift 2
  ip netns exec $namespace ${node} ${guest} "$@" > "$LAB/results/$name"
}
sync second backup-start 'start backup --interface first --syncid 5'
sync first master-start 'start master --interface second --syncid 5 --sync-maxlen 1200' 'start master --interface second --syncid 5 --dry-run'
ip netns exec server ${node} "$LAB/server.cjs" & server=$!
until=$(($(date +%s) + 20))
while [ ! -e /run/listens ] && [ "$(date +%s)" -lt $until ]; do sleep 1; done
ip netns exec client ${node} "$LAB/client.cjs" & client=$!
until=$(($(date +%s) + 30))
while [ "$(date +%s)" -lt $until ]; do
  ip netns exec second cat /proc/net/ip_vs_conn_sync > "$LAB/results/table"
  [ "$(grep -c ESTABLISHED "$LAB/results/table")" = ${connections} ] && break
  sleep 1
done
sync second backup-status 'status -o json' 'status' 'status --compat backup' 'status --compat master'
sync first master-status 'status -o json' 'status --compat master'
${node} -e 'process.stdout.write(JSON.parse(require("fs").readFileSync(process.argv[1]))[0].stdout)' "$LAB/results/backup-status" > /run/peer.json
sync first master-coverage 'status -o json --peer /run/peer.json' 'status --peer /run/peer.json'
cat /proc/[0-9]*/comm | grep ipvs- > "$LAB/results/threads"
sync first master-swap 'swap' 'status' 'swap' 'start both --interface nowhere --syncid 9' 'stop both' 'status -o json' 'start both --interface nowhere'
ip netns exec second ipvsadm -L --daemon > "$LAB/results/listed"
ip netns exec first timeout 60 ${node} ${guest} ${startedAndStopped} > "$LAB/results/started-and-stopped"
kill $client $server
`;

suite('connection synchronization between two directors with a real kernel', {skip}, () => {
  let run: LabRun;
  const ran = (name: string) => JSON.parse(run.results[name] as string) as Ran[];
  const document = (name: string, i = 0) => JSON.parse(ran(name)[i]?.stdout as string);
  before(async () => {
    run = await runInLab({script, files: traffic, seconds: 120, memory: '512M'});
  });

  test('the run ends by itself', () => assert.equal(run.code, 0, run.output));

  test('both daemons start, and ipvsadm lists them as they were asked for', () => {
    assert.deepEqual([ran('backup-start')[0]?.code, ran('master-start')[0]?.code], [0, 0], run.output);
    assert.match(run.results.listed as string, /^backup sync daemon \(mcast=first, syncid=5, maxlen=1472/);
    assert.match(ran('master-start')[1]?.stdout as string, /runs already, as asked/);
  });

  test('the backup shows the connections it received, the master its own', t => {
    t.diagnostic(ran('backup-status')[1]?.stdout as string);
    const [received] = document('backup-status').services;
    assert.deepEqual(received.connections, {local: 0, synced: connections}, run.results.table);
    assert.deepEqual(received.templates, {local: 0, synced: 1});
    const [own] = document('master-status').services;
    assert.deepEqual(
      [own.connections, own.templates],
      [
        {local: connections, synced: 0},
        {local: 1, synced: 0},
      ],
    );
    assert.equal(own.coverage, null);
  });

  test("with the backup's word the master knows the coverage", t => {
    t.diagnostic(ran('master-coverage')[1]?.stdout as string);
    const all = connections + 1;
    assert.deepEqual(document('master-coverage').services[0].coverage, {
      there: {own: all, received: all, percent: 100},
      here: {own: 0, received: 0, percent: null},
    });
  });

  test("--compat prints LVSSyncDaemonSwap's lines, with the kernel's thread", t => {
    t.diagnostic(run.results.threads as string);
    assert.match(ran('backup-status')[2]?.stdout as string, /^backup running\n\(ipvs_syncbackup pid: \d+\)\n$/);
    assert.deepEqual(ran('backup-status')[3], {stdout: 'master stopped\n', stderr: '', code: 0});
    assert.match(ran('master-status')[1]?.stdout as string, /^master running\n\(ipvs_syncmaster pid: \d+\)\n$/);
    assert.equal(ran('master-status')[1]?.code, 3);
  });

  test('a daemon that has just been started is stopped at once', () => {
    assert.deepEqual(new Set(ran('started-and-stopped').map(({code}) => code)), new Set([0]), run.output);
  });

  test('a swap makes the master a backup with its settings, and another brings it back', () => {
    const [there, status, back, refused, stopped, after, nowhere] = ran('master-swap');
    assert.deepEqual([there?.code, back?.code, stopped?.code], [0, 0, 0], JSON.stringify(ran('master-swap')));
    assert.match(status?.stdout as string, /^backup +second +5 +224\.0\.0\.81 +8848 +1 +1200$/m);
    assert.match(refused?.stderr as string, /a master daemon runs already/);
    assert.deepEqual(JSON.parse(after?.stdout as string).daemons, []);
    assert.match(nowhere?.stderr as string, /there is no interface nowhere.*Nothing was changed/);
    assert.equal(nowhere?.code, 5);
  });
});
