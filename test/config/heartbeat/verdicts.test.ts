import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {before, suite, test} from 'node:test';
import {directives} from '../../../src/config/heartbeat/directives.js';
import {readHeartbeat} from '../../../src/config/heartbeat/read-heartbeat.js';
import {heartbeatMissing} from '../../managers/heartbeat/cluster.js';

const good = 'keepalive 200ms\ndeadtime 2\nrealtime off\nauto_failback off\nbcast lo\nnode alpha beta\n';
const resources = 'alpha 10.0.0.1\n';
const keys = 'auth 1\n1 crc\n';

interface Case {
  readonly haCf?: string;
  readonly haresources?: string;
  readonly authkeys?: string;
}

/** Of this host, alpha. */
const cases: Readonly<Record<string, Case>> = {
  'a plain one': {},
  'a directive that is none': {haCf: `${good}nonsense 3\n`},
  'no medium': {haCf: good.replace('bcast lo\n', '')},
  'only a ping node as medium': {haCf: good.replace('bcast lo', 'ping 10.0.0.9')},
  'no nodes': {haCf: good.replace(/node.*\n/, '')},
  'no nodes, but whoever comes': {haCf: good.replace(/node.*/, 'autojoin any')},
  'a host that is no node': {haCf: good.replace('alpha beta', 'beta gamma')},
  'nodes in other letters': {haCf: good.replace('alpha beta', 'ALPHA Beta')},
  'a time that is none': {haCf: `${good}warntime abc\n`},
  'times with units': {haCf: `${good}warntime 900ms\ninitdead 12.5\n`},
  'deadtime twice keepalive': {haCf: good.replace('deadtime 2', 'deadtime 400ms')},
  'deadtime a little more': {haCf: good.replace('deadtime 2', 'deadtime 600ms')},
  'auto_failback maybe': {haCf: good.replace('auto_failback off', 'auto_failback maybe')},
  'auto_failback legacy': {haCf: good.replace('auto_failback off', 'auto_failback legacy')},
  'nothing said of auto_failback': {haCf: good.replace('auto_failback off\n', '')},
  'a directive without value': {haCf: `${good}deadping\n`},
  'keepalive without value': {haCf: `${good}keepalive\n`},
  'node without value': {haCf: `${good}node\n`},
  'auto_failback without value': {haCf: `${good}auto_failback\n`},
  'broadcast on nothing': {haCf: `${good}bcast\n`},
  'some may join, without Pacemaker': {haCf: `${good}autojoin other\n`},
  'a multicast': {haCf: `${good}mcast lo 239.0.0.1 694 1 0\n`},
  'a multicast without group': {haCf: `${good}mcast lo\n`},
  'unicast to two': {haCf: good.replace('bcast lo', 'ucast lo 127.0.0.2\nucast lo 127.0.0.3')},
  'unicast to nobody': {haCf: good.replace('bcast lo', 'ucast lo')},
  'comments and blanks': {haCf: `# comment\n\n${good.replace('bcast lo', '  bcast\tlo # here')}`},
  'no key in use': {authkeys: ''},
  'a key that is not there': {authkeys: 'auth 2\n1 crc\n'},
  'an unknown method': {authkeys: 'auth 1\n1 sha9 secret\n'},
  'sha1 without a key': {authkeys: 'auth 1\n1 sha1\n'},
  'a sha1 key': {authkeys: 'auth 3\n3 sha1 secret\n'},
  'a resource of nobody': {haresources: 'gamma 10.0.0.1\n'},
  'a resource without a script': {haresources: 'alpha nosuch::1\n'},
  'a continued line': {haresources: 'Alpha \\\n 10.0.0.1 \\\n  10.0.0.2\nbeta 10.0.0.3 # own\n'},
  'no resources': {haresources: ''},
};

/** Each known directive, whatever becomes of its value. */
const named = Object.fromEntries([...directives].map(name => [name, {haCf: `${good}${name} 1\n`}]));
const all = {...cases, ...named};

const skip = heartbeatMissing();

suite('heartbeat starts with what the reader finds nothing against, and with nothing else', {skip}, () => {
  const verdicts = new Map<string, {readonly status: number; readonly log: string}>();
  before(() => {
    const folder = mkdtempSync(join(tmpdir(), 'lvsctl-heartbeat-verdicts-'));
    try {
      for (const [i, files] of Object.values(all).entries()) {
        mkdirSync(join(folder, String(i)));
        for (const [name, text] of Object.entries(textsOf(files)))
          writeFileSync(join(folder, String(i), name), text, {mode: 0o600});
      }
      writeFileSync(join(folder, 'try'), script(folder));
      // a process namespace of its own: nothing of it stays
      const words = ['-m', '-u', '-n', '-p', '-f', '--kill-child', '--mount-proc', 'sh', join(folder, 'try')];
      execFileSync('unshare', words, {stdio: 'ignore', timeout: 60_000});
      for (const [i, name] of Object.keys(all).entries()) {
        const status = Number(readFileSync(join(folder, String(i), 'status'), 'utf8'));
        verdicts.set(name, {status, log: readFileSync(join(folder, String(i), 'log'), 'utf8')});
      }
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  for (const [name, files] of Object.entries(cases)) {
    test(name, () => {
      const {haCf, ...others} = textsOf(files);
      const {problems} = readHeartbeat(
        {folder: '', haCf: haCf as string, haresources: others.haresources, authkeys: others.authkeys},
        'alpha',
      );
      const {status, log} = verdicts.get(name)!;
      const isRefused = problems.some(({severity}) => severity === 'refused');
      assert.equal(isRefused, status !== 0, `heartbeat: ${status}\n${log}\nreader: ${JSON.stringify(problems)}`);
    });
  }

  for (const name of directives)
    test(`the directive ${name} is one`, () => assert.doesNotMatch(verdicts.get(name)!.log, /Illegal directive/));
});

function textsOf({haCf = good, haresources = resources, authkeys = keys}: Case) {
  return {'ha.cf': haCf, haCf, haresources, authkeys};
}

function script(folder: string): string {
  return `mount --make-rprivate /; mount -t tmpfs tmpfs /run; hostname alpha; ip link set lo up
mkdir -p /run/heartbeat/ccm /run/ha.d; chown -R hacluster:haclient /run/heartbeat
cp -a /var/lib/heartbeat /run/varlib; mount --bind /run/varlib /var/lib/heartbeat
cp -r /etc/ha.d/. /run/ha.d; mount --bind /run/ha.d /etc/ha.d
for i in $(seq 0 ${Object.keys(all).length - 1}); do
  for file in ha.cf authkeys haresources; do cp -p ${folder}/$i/$file /etc/ha.d/$file; done
  (cd /run && exec timeout 10 /usr/libexec/heartbeat/heartbeat) > ${folder}/$i/log 2>&1 < /dev/null
  echo $? > ${folder}/$i/status
  for pid in $(cd /proc && ls -d [0-9]*); do
    [ "$(cat /proc/$pid/comm 2>/dev/null)" = heartbeat ] && kill -9 $pid
  done
  rm -rf /run/heartbeat.pid /var/lib/heartbeat/hostcache
done
`;
}
