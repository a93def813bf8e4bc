// In the lab: node keepalived-guest.js FOLDER SECONDS.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {formatAddress} from '../../src/net/address.js';
import {type Farm, openFarm} from './farm.js';
import {loadOf} from './load.js';
import {checkOf, type Kind, kinds} from './targets.js';

const [results = '/tmp', seconds = '30'] = process.argv.slice(2);
const servers = 2000;
/** In milliseconds. */
const interval = 5000;

const farm = await openFarm();
const costs = [];
try {
  for (const kind of kinds) {
    const keepalived = await costOfKeepalived(farm, kind);
    const {cpuPerCheck: ours, wrong} = await loadOf(farm, {
      kind,
      servers,
      seconds: Number(seconds),
      interval,
      hasSilent: false,
    });
    costs.push({kind, keepalived, ours});
    console.log(kind, keepalived, ours, wrong);
  }
  writeFileSync(join(results, 'costs.json'), JSON.stringify(costs));
} finally {
  await farm.close();
}

/** Microseconds of the processor for a check, by the connections that nginx has accepted. */
async function costOfKeepalived({director, folder, accepted}: Farm, kind: Kind): Promise<number> {
  const file = join(folder, 'keepalived.conf');
  writeFileSync(file, configuration(kind), {mode: 0o600});
  const pids = ['-p', join(folder, 'parent.pid'), '-c', join(folder, 'checkers.pid')];
  const words = ['netns', 'exec', director.name, 'keepalived', '-n', '-C', '-f', file, ...pids];
  const daemon = spawn('ip', words, {stdio: 'ignore', env: {...process.env, TMPDIR: folder}});
  try {
    await sleep(3 * interval);
    const pid = readFileSync(join(folder, 'checkers.pid'), 'utf8').trim();
    const before = {ticks: ticksOf(pid), count: await accepted()};
    await sleep(Number(seconds) * 1000);
    const checks = (await accepted()) - before.count;
    if (checks < servers) throw new Error(`keepalived made ${checks} checks`);
    return ((ticksOf(pid) - before.ticks) * 1e6) / 100 / checks;
  } finally {
    daemon.kill();
    await once(daemon, 'exit');
  }
}

/** utime and stime of proc(5), in hundredths of a second. */
function ticksOf(pid: string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

function configuration(kind: Kind): string {
  const checker = {
    tcp: 'TCP_CHECK { connect_timeout 1\n }',
    http: 'HTTP_GET { url { path /\n status_code 200-299\n }\n connect_timeout 1\n }',
    https: 'SSL_GET { url { path /\n status_code 200-299\n }\n connect_timeout 1\n }',
  }[kind];
  const all = Array.from({length: servers}, (_, number) => {
    const {probe} = checkOf(kind, number, interval, false);
    if (!('target' in probe)) throw new Error('it has no target');
    return `real_server ${formatAddress(probe.target.address)} ${probe.target.port} {\n ${checker}\n }\n`;
  });
  return `virtual_server 10.62.0.1 80 {\n delay_loop ${interval / 1000}\n lb_algo rr\n lb_kind NAT\n protocol TCP\n ${all.join('')}}\n`;
}
