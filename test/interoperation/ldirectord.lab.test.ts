import assert from 'node:assert/strict';
import {before, suite, test} from 'node:test';
import {type LabRun, runInLab} from '../lab/lab.js';
import {awaitTable, disguise, missingForInteroperation, stayOnOneProcessor} from './guest.js';

const skip = missingForInteroperation('ldirectord');

/** This service lets go of a real server that fails, and falls back when all have. */
const deleting = '10.0.0.1:80';
/** This one gives it weight 0. */
const quiescing = '10.0.0.2:80';

/** The first check loads Perl's HTTP modules, which takes seconds here; a server that is gone refuses at once. */
const configuration = `checktimeout=10
negotiatetimeout=10
checkinterval=1
logfile="/run/ldirectord.log"
supervised=yes
${serviceBlock(deleting, 'quiescent=no', 'fallback=127.0.0.1:80 gate')}
${serviceBlock(quiescing, 'quiescent=yes')}
`;

function serviceBlock(virtual: string, ...more: string[]): string {
  const reals = ['real=10.0.1.2:80 masq 3', 'real=10.0.2.2:80 gate 2'];
  const check = ['service=http', 'request="alive"', 'receive="yes"', 'scheduler=wrr'];
  return [`virtual=${virtual}`, ...[...reals, ...check, ...more].map(line => `    ${line}`)].join('\n');
}

const first = [`${deleting} 10.0.1.2:80 Masq 3`, `${quiescing} 10.0.1.2:80 Masq 3`];
const second = [`${deleting} 10.0.2.2:80 Route 2`, `${quiescing} 10.0.2.2:80 Route 2`];
const firstGone = [`${quiescing} 10.0.1.2:80 Masq 0`];
const secondGone = [`${quiescing} 10.0.2.2:80 Route 0`];
const fallback = [`${deleting} 127.0.0.1:80 Route 1`];

/** In this order: what happens, and the table that must follow. */
const stages = [
  {name: 'start', title: 'ldirectord makes the table', action: 'serve 1; serve 2; start', table: [...first, ...second]},
  {
    name: 'one-dies',
    title: 'a real server that fails is let go, or gets weight 0',
    action: 'stop 1',
    table: [...firstGone, ...second],
  },
  {
    name: 'both-dead',
    title: 'the fallback comes when the last has failed',
    action: 'stop 2',
    table: [...firstGone, ...secondGone, ...fallback],
  },
  {
    name: 'both-return',
    title: 'real servers that return have their weight and forwarding again',
    action: 'serve 1; serve 2',
    table: [...first, ...second],
  },
  {name: 'stop', title: 'ldirectord takes its services away when it stops', action: 'kill $director', table: []},
] as const;

/** The director, and behind it two real servers that answer HTTP. */
const network = `
ip -batch - <<'END'
netns add director
netns add server1
netns add server2
link add server1 netns director type veth peer name director netns server1
link add server2 netns director type veth peer name director netns server2
END
ip -n director -batch - <<'END'
link set lo up
addr add 10.0.0.1/32 dev lo
addr add 10.0.0.2/32 dev lo
addr add 10.0.1.1/24 dev server1
addr add 10.0.2.1/24 dev server2
link set server1 up
link set server2 up
END
for i in 1 2; do
  ip -n server$i addr add 10.0.$i.2/24 dev director
  ip -n server$i link set director up
done
mkdir /run/www; echo yes > /run/www/alive
serve() {
  ip netns exec server$1 busybox httpd -f -p 80 -h /run/www &
  eval "server$1=$!"
}
stop() { eval "kill \\$server$1"; }
start() {
  ip netns exec director ldirectord /run/ldirectord.cf start &
  director=$!
}
`;

suite('ldirectord with lvsctl as its ipvsadm', {skip}, () => {
  let run: LabRun;
  before(async () => {
    stayOnOneProcessor();
    const files = {
      'ldirectord.cf': configuration,
      ...Object.fromEntries(stages.map(({name, table}) => [name, text(table)])),
    };
    run = await runInLab({script: script(), files, seconds: 150, memory: '512M'});
  });

  test('the run ends by itself', t => {
    t.diagnostic(run.output);
    assert.equal(run.code, 0, run.output);
  });

  for (const {name, title, table} of stages) {
    test(title, () => assert.equal(run.results[name], text(table), run.results.log));
  }

  test('every call of ipvsadm succeeds', () => {
    const calls = (run.results.calls ?? '').trim().split('\n');
    assert.deepEqual(
      calls.filter(call => !call.startsWith('0 ')),
      [],
    );
    const commands = new Set(calls.map(call => call.split(' ')[1]));
    assert.deepEqual([...commands].sort(), ['-A', '-D', '-L', '-a', '-d', '-e'], calls.join('\n'));
  });
});

function script(): string {
  const played = stages
    .map(({name, action}) => `${action}\nawait_table director ${name}\necho "${name}: $(($(date +%s) - begin)) s"\n`)
    .join('');
  // PERLIO saves ldirectord from starting itself anew.
  return `${disguise}${awaitTable}${network}
cp "$LAB/ldirectord.cf" /run/
export LAB PERLIO=perlio
begin=$(date +%s)
${played}
stop 1; stop 2
cp /run/ldirectord.log "$LAB/results/log"
`;
}

function text(lines: readonly string[]): string {
  return lines
    .toSorted()
    .map(line => `${line}\n`)
    .join('');
}
