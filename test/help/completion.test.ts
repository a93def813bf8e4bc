import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {writeFileSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, suite, test} from 'node:test';
import {hostsOfSshConfig} from '../../src/commands/completion/host-names.js';
import {notBuilt, program} from '../dashboard/program.js';
import {type CompletionSite, openCompletionSite} from './completion-site.js';

suite('what a word can become', {skip: notBuilt}, () => {
  let site: CompletionSite;
  before(() => {
    site = openCompletionSite();
  });
  after(() => site.remove());
  const values = (...line: readonly string[]) => site.complete(...line).map(text => text.split('\t')[0]);

  test('commands with what they do; commands of several words one word after the other; none that is hidden', () => {
    assert.deepEqual(site.complete('undr'), ['undrain\tend a drain: everything as it was before']);
    assert.deepEqual(values('vrrp', 'h'), ['hold', 'holds']);
    assert.ok(values('').includes('director') && !values('').includes('complete') && !values('').includes('rpc'));
    assert.deepEqual(values('director', 're'), ['reload']);
    assert.deepEqual(values('help', 'exit'), ['exit-codes']);
    assert.deepEqual(values('help', 'vrrp', 'sw'), ['switch']);
  });

  test('options that are not given yet, and what stands behind them', () => {
    assert.ok(values('drain', '--').includes('--reason') && values('drain', '--').includes('--help'));
    assert.ok(!values('drain', '--reason', 'x', '--').includes('--reason'));
    assert.deepEqual(values('drain', '--cut', ''), ['templates', 'connections']);
    assert.deepEqual(values('list', '-o', 'j'), ['json']);
    assert.deepEqual(values('list', '--output=j'), ['--output=json']);
    assert.deepEqual(values('drain', '--reason', ''), []);
    assert.deepEqual(values('vrrp', 'switch', 'VI_1', '--to', ''), ['backup', 'master']);
  });

  test('services and real servers of the table', () => {
    assert.deepEqual(site.complete('list', 'tcp/10'), ['tcp/10.0.0.1:80\tservice, rr']);
    assert.deepEqual(
      values('conns', '--service', ''),
      ['tcp/10.0.0.1:80', 'udp/10.0.0.53:53', 'tcp/[2001:db8::1]:443', 'fwmark/7'].toSorted(
        (a, b) => values('list', '').indexOf(a) - values('list', '').indexOf(b),
      ),
    );
    assert.deepEqual(values('drain', '10.1.0.11'), ['10.1.0.11', '10.1.0.11:8080']);
    assert.deepEqual(values('maintenance', 'o'), ['on', 'off']);
  });

  test('lists go on behind their commas, without what is there already', () => {
    assert.deepEqual(values('drain', '--service', 'tcp/10.0.0.1:80,f'), ['tcp/10.0.0.1:80,fwmark/7']);
    assert.deepEqual(values('drain', '--service', 'tcp/10.0.0.1:80,tcp/1'), []);
  });

  test('drains, snapshots, entries of the journal, topics, files', () => {
    assert.deepEqual(site.complete('undrain', ''), ['10.1.0.12\tdrained by root: new kernel'].map(ownName));
    assert.deepEqual(values('snapshot', 'restore', ''), ['before-upgrade']);
    assert.deepEqual(values('journal', ''), ['2', '1']);
    assert.deepEqual(site.complete('apply', ''), [':files']);
    assert.deepEqual(site.complete('help', '--man', ''), [':folders']);
  });

  test("ipvsadm's words: commands, then the options that go with them", () => {
    assert.ok(values('-').includes('-A') && values('-').includes('--set'));
    assert.deepEqual(values('--a'), ['--add-service', '--add-server']);
    assert.deepEqual(values('-D', '-'), ['-t', '-u', '--sctp-service', '-f']);
    assert.deepEqual(values('-A', '-t', 'x', '--s'), ['--scheduler', '--sched-flags']);
    assert.deepEqual(values('-D', '-f', '7', '-'), ['-6']);
  });

  test("ipvsadm's words: services, servers, schedulers", () => {
    assert.deepEqual(values('-E', '-t', '').toSorted(), ['10.0.0.1:80', '[2001:db8::1]:443']);
    assert.deepEqual(values('-Et', '10'), ['10.0.0.1:80']);
    assert.deepEqual(values('-D', '-u', ''), ['10.0.0.53:53']);
    assert.deepEqual(values('-D', '-f', ''), ['7']);
    assert.deepEqual(values('-d', '-t', '[2001:db8::1]:443', '-r', ''), ['[2001:db8::11]:443']);
    assert.deepEqual(values('-a', '-t', '[2001:db8::1]:443', '-r', '10').toSorted(), [
      '10.1.0.11:8080',
      '10.1.0.12:8080',
    ]);
    assert.deepEqual(values('-A', '-t', 'x', '-s', 'w'), ['wrr', 'wlc']);
    assert.deepEqual(values('-A', '-t', 'x', '--scheduler=m'), ['--scheduler=mh']);
    assert.deepEqual(values('-A', '-t', 'x', '-s', 'sh', '-b', 'sh-'), ['sh-fallback', 'sh-port']);
    assert.deepEqual(values('--start-daemon', ''), ['master', 'backup']);
  });

  test('hosts of ssh and of the settings', () => {
    mkdirSync(join(site.folder, '.ssh'), {recursive: true});
    writeFileSync(join(site.folder, '.ssh/config'), 'Host lb1 lb2 *.example.net !bad\n  HostName 10.0.0.1\nhost=lb3\n');
    assert.deepEqual(values('vrrp', '--peer', 'lb1,'), ['lb1,lb2', 'lb1,lb3']);
    assert.deepEqual(hostsOfSshConfig('Host -oProxyCommand=x a?b c'), ['c']);
  });

  test('nothing, and no word on standard error, where there is no table, and of a line that nobody understands', () => {
    const {stdout, stderr, status} = spawnSync(program, ['complete', '--', 'list', ''], {
      env: {...site.environment, LVSCTL_KERNEL: `embedded:${site.folder}/none/none.json`},
      encoding: 'utf8',
    });
    assert.deepEqual([stdout, stderr, status], ['', '', 0]);
    assert.deepEqual(values('nonsense', 'x', ''), []);
    assert.deepEqual(values('-Z', '--nonsense', ''), values('-Z', ''));
  });

  test('in less than 150 ms above Node itself', () => {
    const fastest = (file: string, words: readonly string[]) =>
      Math.min(
        ...Array.from({length: 7}, () => {
          const from = performance.now();
          spawnSync(file, words, {env: site.environment});
          return performance.now() - from;
        }),
      );
    const floor = fastest(process.execPath, ['-e', '0']);
    for (const line of [[''], ['drain', ''], ['-A', '-t', ''], ['undrain', '']]) {
      const took = fastest(program, ['complete', '--', ...line]) - floor;
      assert.ok(took < 150, `${line.join(' ')}: ${took.toFixed(0)} ms`);
    }
  });
});

/** Whoever runs the tests. */
function ownName(line: string): string {
  return line.replace('root', process.env.SUDO_USER || process.env.USER || 'root');
}
