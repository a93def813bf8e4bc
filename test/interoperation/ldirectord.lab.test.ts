import assert from 'node:assert/strict';
import {before, suite, test} from 'node:test';
import {type LabRun, runInLab} from '../lab/lab.js';
import {awaitTable, disguise, missingForInteroperation} from './guest.js';

const skip = missingForInteroperation('ldirectord');

/** 10.0.0.1 lets go of a real server that fails, 10.0.0.2 gives it weight 0. */
const services = [
  {address: '10.0.0.1', quiescent: 'no'},
  {address: '10.0.0.2', quiescent: 'yes'},
] as const;
const [deleting, quiescent] = services.map(({address}) => `${address}:80`) as [string, string];

const configuration = `checktimeout=2
negotiatetimeout=2
checkinterval=1
logfile="/run/ldirectord.log"
supervised=yes
${services
  .map(
    ({address, quiescent}) => `virtual=${address}:80
    real=10.0.1.2:80 masq 3
    real=10.0.2.2:80 gate 2
    fallback=127.0.0.1:80 gate
    service=http
    request="alive"
    receive="yes"
    scheduler=wrr
    quiescent=${quiescent}
`,
  )
  .join('')}`;

const first = [`${deleting} 10.0.1.2:80 Masq 3`, `${quiescent} 10.0.1.2:80 Masq 3`];
const second = [`${deleting} 10.0.2.2:80 Route 2`, `${quiescent} 10.0.2.2:80 Route 2`];
const firstGone = [`${quiescent} 10.0.1.2:80 Masq 0`];
const secondGone = [`${quiescent} 10.0.2.2:80 Route 0`];
const fallback = [`${deleting} 127.0.0.1:80 Local 1`, `${quiescent} 127.0.0.1:80 Local 1`];

/** In this order: what happens, and the table that must follow. */
const stages = [
  {
    name: 'start',
    title: 'ldirectord makes the table',
    action: 'ip netns exec director ldirectord /run/ldirectord.cf start & director=$!',
    table: [...first, ...second],
  },
  {
    name: 'first-dies',
    title: 'a real server that stops answering is let go or gets weight 0',
    action: 'stop 1',
    table: [...firstGone, ...second],
  },
  {
    name: 'second-dies',
    title: 'the fallback comes when the last is gone',
    action: 'stop 2',
    table: [...firstGone, ...secondGone, ...fallback],
  },
  {
    name: 'first-returns',
    title: 'a real server that returns has its weight and forwarding again, and ends the fallback',
    action: 'serve 1',
    table: [...first, ...secondGone],
  },
  {name: 'second-returns', title: 'so has the other', action: 'serve 2', table: [...first, ...second]},
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
`;

suite('ldirectord with lvsctl as its ipvsadm', {skip}, () => {
  let run: LabRun;
  before(async () => {
    const files = {
      'ldirectord.cf': configuration,
      ...Object.fromEntries(stages.map(({name, table}) => [name, text(table)])),
    };
    run = await runInLab({script: script(), files, seconds: 100, memory: '512M'});
  });

  test('the run ends by itself', t => {
    t.diagnostic(run.output);
    assert.equal(run.code, 0, run.output);
  });

  for (const {name, title, table} of stages) {
    test(title, () => assert.equal(run.results[name], text(table), run.results['log']));
  }

  test('every call of ipvsadm succeeds', () => {
    const calls = (run.results['calls'] ?? '').trim().split('\n');
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
