import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {describe} from 'node:test';
import {promisify} from 'node:util';
import type {Namespace} from '../../kernel/rtnetlink/namespace.js';
import {readExposition} from '../metrics/read-exposition.js';
import {pairTest, routerConf} from '../run/pair.js';
import {CheckedHost, servicesConf} from './checked-host.js';

const run = promisify(execFile);
const request = `fetch(process.argv[1], {method: process.argv[2]}).then(async answer =>
  process.stdout.write(answer.status + ' ' + answer.headers.get('content-type') + '\\n' + await answer.text()))`;

/** Asks as Prometheus does. */
async function ask(namespace: Namespace, place: string, method = 'GET') {
  const words = ['netns', 'exec', namespace.name, process.execPath, '-e', request, `http://${place}/metrics`, method];
  const {stdout} = await run('ip', words, {maxBuffer: 64 << 20});
  const end = stdout.indexOf('\n');
  return {head: stdout.slice(0, end), text: stdout.slice(end + 1)};
}

describe('a director that Prometheus asks', () => {
  pairTest('tells of routers, processes, checks and the table, there and by lvsctl metrics', async pair => {
    const director = new MeasuredHost(pair.a.host, pair.a.host.path('measured'));
    try {
      await director.serve(8081);
      director.configure(`${routerConf({priority: 100})}${servicesConf({'10.9.0.1': [8081, 8082]})}`);
      await director.start();
      await director.has('-A -t 10.9.0.1:80 -s rr', '-a -t 10.9.0.1:80 -r 127.0.0.1:8081 -m -w 1');
      await director.shows('that all is known', ({checks}) => checks?.unknown === 0);
      const {head, text} = await ask(pair.a.host.namespace, MeasuredHost.place);
      assert.equal(head, '200 text/plain; version=0.0.4; charset=utf-8');
      const metrics = readExposition(text);
      const numberOf = (name: string, labels: string) => metrics.get(name)?.samples.get(labels);
      const server = (port: number) => `pool="TCP 10.9.0.1:80",server_address="127.0.0.1",server_port="${port}"`;
      assert.equal(numberOf('lvsctl_server_up', server(8081)), 1);
      assert.equal(numberOf('lvsctl_server_up', server(8082)), 0);
      assert.equal(numberOf('lvsctl_pool_quorum', 'pool="TCP 10.9.0.1:80"'), 1);
      assert.equal(numberOf('lvsctl_process_running', 'process="vrrp"'), 1);
      assert.equal(numberOf('lvsctl_process_running', 'process="checks"'), 1);
      const service = 'protocol="tcp",address="10.9.0.1",port="80",fwmark=""';
      assert.equal(numberOf('lvsctl_service_connections_total', service), 0);
      const inTable = `${service},server_address="127.0.0.1",server_port="8081"`;
      assert.equal(numberOf('lvsctl_server_weight', inTable), 1);
      assert.equal(metrics.get('lvsctl_router_master')?.samples.size, 1);
      const documented = new Set(readFileSync('docs/metrics.md', 'utf8').match(/\blvsctl_[a-z_]+/g));
      const hasNone = ['lvsctl_pool_sorry_serving']; // there is no sorry server
      assert.deepEqual([...documented].filter(name => !metrics.has(name)).sort(), hasNone);
      assert.match((await ask(pair.a.host.namespace, MeasuredHost.place, 'POST')).head, /^405 /);

      const printed = readExposition(await director.metrics());
      assert.deepEqual([...printed.keys()], [...metrics.keys()]);

      process.kill(director.checks as number, 'SIGSTOP');
      await director.shows('that nobody answers', ({processes}) => processes.some(({state}) => state === 'silent'));
      const without = await ask(pair.a.host.namespace, MeasuredHost.place);
      const left = readExposition(without.text);
      assert.equal(left.get('lvsctl_process_running')?.samples.get('process="checks"'), 0);
      assert.equal(left.has('lvsctl_server_up'), false);
      assert.match(without.text, /^# the process checks \(\d+\) does not answer/m);
    } finally {
      if (director.checks !== undefined) process.kill(director.checks, 'SIGCONT');
      await director.remove();
    }
  });
});

/** One that answers Prometheus. */
class MeasuredHost extends CheckedHost {
  static readonly place = '127.0.0.1:9105';

  override get options(): readonly string[] {
    return ['--metrics', MeasuredHost.place];
  }

  async metrics(): Promise<string> {
    const words = ['netns', 'exec', this.namespace.name, 'bin/lvsctl', 'metrics'];
    const env = {PATH: process.env.PATH, HOME: this.folder, ...this.environment};
    const {stdout} = await run('ip', words, {env, maxBuffer: 64 << 20});
    return stdout;
  }
}
