import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {linesOf} from './document.js';
import type {Director} from './director.js';
import {eventually} from './eventually.js';
import {keepalivedConf} from './keepalived-conf.js';
import {now} from './network.js';
import {story} from './story.js';

/** Runs in the lab's guest: keepalived has a process that checks only where there is IPVS, and a service to check. */
story('a checker is killed', {directors: 2}, async (network, chapter, a, b) => {
  const directors = [a, b];
  const tables = () => directors.map(({namespace}) => namespace.run('ipvsadm', '-Sn'));
  const timelines = () => directors.map(({lvsctl}) => lvsctl.document.timeline);
  const isSaid = async () => {
    const answers = await Promise.all(directors.map(director => director.once()));
    assert.deepEqual(
      answers.map(({document, status}) => ({lines: linesOf(document), status})),
      [
        {lines: ['VI_1 master'], status: 0},
        {lines: ['VI_1 backup'], status: 0},
      ],
      JSON.stringify(answers, null, 1),
    );
  };

  await runs(a, 150);
  await runs(b, 100);
  const atRest = {a: ['VI_1 master'], b: ['VI_1 backup']};
  await network.say(atRest, {since: now(), within: 30_000});
  const [before, known] = [tables(), timelines()];
  const killed = checkerOf(a);
  assert.ok(killed !== undefined, `nothing checks: ${a.keepalived.log}`);

  await chapter('before, one is master and the other backup, and nothing is wrong', async () => {
    await isSaid();
    for (const table of before) assert.match(table, /^-a -t 10\.0\.0\.100:80 -r 10\.0\.0\.\d:8080 -m -w 1$/m);
  });

  await chapter('right after, too', async () => {
    process.kill(killed, 'SIGKILL');
    await isSaid();
  });

  await chapter('and when there is another checker', async () => {
    await eventually(
      () => ![undefined, killed].includes(checkerOf(a)),
      () => `there is none: ${a.keepalived.log}`,
    );
    await isSaid();
    assert.deepEqual(tables(), before);
  });

  await chapter('all the time nothing was told to whoever watched', async () => {
    assert.deepEqual(timelines(), known);
    await network.say(atRest, {since: now()});
  });
});

/** At 0.5 s, with a service whose only real server is this host. */
async function runs(director: Director, priority: number): Promise<void> {
  const server = ['netns', 'exec', director.namespace.name, 'busybox', 'httpd', '-f', '-p', '8080'];
  spawn('ip', server, {stdio: 'ignore'});
  const routers = keepalivedConf({instances: [{name: 'VI_1', priority, interval: 0.5, addresses: ['10.0.0.100']}]});
  director.keepalived.configure(`${routers}${virtualServer(director.place)}`);
  await director.keepalived.start();
}

const virtualServer = (place: number) => `virtual_server 10.0.0.100 80 {
  delay_loop 1
  lvs_sched rr
  lvs_method NAT
  protocol TCP
  real_server 10.0.0.${place} 8080 {
    weight 1
    TCP_CHECK {
      connect_timeout 2
    }
  }
}
`;

/** The process that checks, while there is one. */
function checkerOf(director: Director): number | undefined {
  try {
    const pid = Number(readFileSync(director.path('checkers.pid'), 'utf8'));
    const [, state] = /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
    return state === 'Z' ? undefined : pid;
  } catch {
    return undefined;
  }
}
