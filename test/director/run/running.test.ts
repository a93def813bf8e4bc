import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {describe} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {AddressWatch} from '../../directors/address-watch.js';
import {eventually} from '../../directors/eventually.js';
import {now} from '../../directors/network.js';
import {childrenOf} from '../../directors/processes.js';
import {Wire} from '../../directors/wire.js';
import {pairTest, routerConf} from './pair.js';

/** An advertisement is never later than this. */
const longestPause = 250 * 1.2;

describe('a director that runs', () => {
  pairTest(
    'is reloaded: a broken file changes nothing, and another address comes without a missed advertisement',
    async pair => {
      await pair.run();
      const {director} = pair.a;
      const wire = new Wire(pair.b.host);
      const since = now();
      director.configure(`${routerConf({priority: 100})}\nvrrp_instance VI_2 {\n}\n`);
      director.reload();
      await eventually(
        () => /reload: nothing was changed/.test(director.log),
        () => director.log,
      );
      const broken = await director.state();
      assert.match(broken.configuration.problem ?? '', /keepalived\.conf:\d+:\d+: refused/);
      assert.equal(broken.routers[0]?.state, 'master');

      director.configure(routerConf({priority: 100, addresses: ['10.0.0.100/24', '10.0.0.101/24']}));
      const checked = await director.call('reload', {isOnlyCheck: true});
      assert.equal(checked.result, 'checked');
      assert.match(checked.words.join(), /10\.0\.0\.101/);
      assert.equal(pair.holders('10.0.0.101'), '');
      const applied = await director.call('reload', {});
      assert.deepEqual(applied, {...checked, result: 'applied'});
      await eventually(
        () => pair.holders('10.0.0.101') === 'a',
        () => pair.holders('10.0.0.101'),
      );
      assert.deepEqual(await director.call('reload', {}), {result: 'unchanged', words: []});
      assert.equal((await director.state()).configuration.problem, undefined);
      await delay(1000); // more advertisements
      assert.ok(
        wire.longestPause('10.0.0.1', since) < longestPause,
        `${wire.longestPause('10.0.0.1', since)} ms without one`,
      );
      assert.deepEqual(wire.changes(since), ['10.0.0.1']);
      await wire.close();
    },
  );

  pairTest('goes on speaking while its supervisor is stopped', async pair => {
    await pair.run();
    const wire = new Wire(pair.b.host);
    const since = now();
    process.kill(pair.a.director.pid, 'SIGSTOP');
    await delay(5000);
    process.kill(pair.a.director.pid, 'SIGCONT');
    assert.ok(
      wire.longestPause('10.0.0.1', since) < longestPause,
      `${wire.longestPause('10.0.0.1', since)} ms without one`,
    );
    assert.deepEqual(wire.changes(since), ['10.0.0.1']);
    await pair.are('master', 'backup');
    await wire.close();
  });

  pairTest('does not take a script for bad that ended while its supervisor was stopped', async pair => {
    const script = `vrrp_script check {\n script "/bin/sleep 0.3"\n interval 1\n user root\n}\n`;
    pair.a.director.configure(script + routerConf({priority: 100, more: ['track_script {', '  check', '}']}));
    await pair.a.director.start();
    const {pid} = pair.a.director;
    for (let i = 0; i < 3; i++) {
      await eventually(
        () => childrenOf(pid, 'sleep').length > 0,
        () => 'the script is not run',
      );
      process.kill(pid, 'SIGSTOP');
      await delay(1500);
      process.kill(pid, 'SIGCONT');
      await eventually(
        () => childrenOf(pid, 'sleep').length === 0,
        () => 'the script does not end',
      );
    }
    assert.doesNotMatch(pair.a.director.log, /too long|fault/);
  });

  pairTest('does not give its routers up because an include has gone, or was emptied', async pair => {
    await pair.run();
    const {host, director} = pair.a;
    const included = host.path('routers.conf');
    writeFileSync(included, routerConf({priority: 100}));
    director.configure(`include ${included}\n`);
    assert.equal((await director.call('reload', {})).result, 'unchanged');
    writeFileSync(included, '');
    const emptied = await director.call('reload', {});
    rmSync(included);
    const gone = await director.call('reload', {});
    assert.deepEqual([emptied.result, gone.result], ['refused', 'refused']);
    assert.match(emptied.words.join(), /no virtual router is left/);
    assert.match(gone.words.join(), /routers\.conf is included, and cannot be read any more/);
    assert.equal(pair.holders(), 'a');
  });

  pairTest('tells programs in order, and those of its end before it ends', async pair => {
    const told = `${pair.a.host.folder}/told`;
    const script = `${pair.a.host.folder}/notify.sh`;
    writeFileSync(script, `#!/bin/sh\nsleep 0.1\necho "$@" >> ${told}\n`, {mode: 0o755});
    const notify = [`notify ${script} root`, `notify_stop "${script} bye" root`];
    pair.a.director.configure(
      `global_defs {\n vrrp_notify_fifo ${pair.a.host.folder}/fifo\n}\n${routerConf({priority: 100, more: notify})}`,
    );
    pair.b.director.configure(routerConf({priority: 50}));
    await Promise.all([pair.a.director.start(), pair.b.director.start()]);
    await pair.are('master', 'backup');
    const ended = new Promise(resolve => {
      const timer = setInterval(() => {
        if (pair.a.director.isRunning) return;
        clearInterval(timer);
        resolve(undefined);
      }, 10);
    });
    pair.a.director.stop();
    await ended;
    assert.deepEqual(readFileSync(told, 'utf8').trim().split('\n'), [
      'INSTANCE VI_1 BACKUP 100',
      'INSTANCE VI_1 MASTER 100',
      'bye',
      'INSTANCE VI_1 STOP 100',
    ]);
    assert.equal(pair.a.host.has('10.0.0.100'), false);
    assert.ok(!existsSync(`${pair.a.host.folder}/run/state.sock`));
    assert.match(pair.a.director.log, /stopped: no address of a virtual router is left/);
  });

  pairTest('is in fault while a tracked file says so', async pair => {
    const file = `${pair.a.host.folder}/maintenance`;
    const track = `track_file maintenance {\n file ${file}\n weight 0\n init_file 0\n}\n`;
    pair.a.director.configure(track + routerConf({priority: 100, more: ['track_file {', '  maintenance', '}']}));
    pair.b.director.configure(routerConf({priority: 50}));
    await Promise.all([pair.a.director.start(), pair.b.director.start()]);
    await pair.are('master', 'backup');
    const watch = new AddressWatch([pair.a.host, pair.b.host], '10.0.0.100');
    const since = now();
    writeFileSync(file, '1\n');
    await pair.are('fault', 'master');
    assert.ok(watch.longestNone(since) < 500, `nobody had it for ${watch.longestNone(since)} ms`);
    writeFileSync(file, '0\n');
    await pair.are('master', 'backup');
    watch.close();
  });

  pairTest('is alone in its network namespace', async pair => {
    await pair.run();
    for (const folder of ['run', 'elsewhere']) {
      const second = await outcome(pair.a.host.namespace.name, pair.a.director.configuration, {
        LVSCTL_RUN_DIR: `${pair.a.host.folder}/${folder}`,
        LVSCTL_STATE_DIR: `${pair.a.host.folder}/state`,
      });
      assert.equal(second.status, 4);
      assert.match(
        second.stderr,
        new RegExp(`another director runs in this network namespace: process ${pair.a.director.pid}`),
      );
    }
    await pair.are('master', 'backup');
  });
});

function outcome(namespace: string, file: string, environment: Record<string, string>) {
  return new Promise<{status: number | null; stderr: string}>(resolve => {
    const child = spawn('ip', ['netns', 'exec', namespace, 'bin/lvsctl', 'director', 'run', '--config', file], {
      env: {PATH: process.env.PATH, ...environment},
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', text => (stderr += text));
    child.on('close', status => resolve({status, stderr}));
  });
}
