import assert from 'node:assert/strict';
import {chmodSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, test, type TestContext} from 'node:test';
import {Health} from '../../../../src/checks/health/health.js';
import {CheckRunner} from '../../../../src/checks/runner/check-runner.js';
import type {ProbeWorld} from '../../../../src/checks/probe/probe-world.js';
import {MaintainedServers} from '../../../../src/director/checks/maintenance/maintained-servers.js';
import {MaintenanceChecks} from '../../../../src/director/checks/maintenance/maintenance-checks.js';
import {parseNamedFile} from '../../../../src/director/checks/maintenance/named-file.js';
import {poolSettings} from '../../../../src/director/checks/pool-settings.js';
import {type Address, parseAddress} from '../../../../src/net/address.js';
import {VirtualTime} from '../../control/virtual-time.js';
import {pool, pools, server} from '../pools.js';

const address = (text: string) => parseAddress(text) as Address;

describe('files of a maintenance folder', () => {
  test('name servers as ldirectord has it: by address or name, with or without a port', () => {
    const told = (name: string) => {
      const file = parseNamedFile(name);
      return file && [typeof file.host === 'string' ? file.host : 'address', file.port];
    };
    assert.deepEqual(told('10.0.0.11:80'), ['address', 80]);
    assert.deepEqual(told('10.0.0.11'), ['address', undefined]);
    assert.deepEqual(told('[2001:db8::11]:80'), ['address', 80]);
    assert.deepEqual(told('[2001:db8::11]'), ['address', undefined]);
    assert.deepEqual(told('web1.example.net:80'), ['web1.example.net', 80]);
    assert.deepEqual(told('web1'), ['web1', undefined]);
    for (const name of ['.web1.swp', 'web1~', '10.0.0', '-web', 'web1:http', 'web1:70000', ''])
      assert.equal(told(name), undefined, name);
  });

  test('are looked for in its order', () => {
    const files = ['web1', 'web1:80', '10.0.0.11', '10.0.0.11:80'].flatMap(name => parseNamedFile(name) ?? []);
    const fileFor = (count: number, port = 80) =>
      new MaintainedServers(files.slice(0, count), () => [address('10.0.0.11')]).fileFor(address('10.0.0.11'), port);
    assert.deepEqual([1, 2, 3, 4].map(count => fileFor(count)), ['web1', 'web1:80', '10.0.0.11', '10.0.0.11:80']); // biome-ignore format: one line
    assert.equal(fileFor(4, 443), '10.0.0.11');
    assert.equal(new MaintainedServers(files, () => []).fileFor(address('10.0.0.12'), 80), undefined);
  });
});

describe('a server that a file in the maintenance folder is named for', () => {
  test('is down at once, with what the file says, and back when the file goes', async t => {
    const bench = new Bench(t);
    await turns();
    assert.equal(bench.stateOf('10.0.0.11:80'), 'up');
    bench.put('10.0.0.11:80', 'new disk, until noon\nsecond line');
    assert.equal(bench.stateOf('10.0.0.11:80'), 'down');
    assert.equal(bench.causeOf('10.0.0.11:80'), 'Server in maintenance: new disk, until noon');
    assert.equal(bench.wordsOf('10.0.0.11:80'), 'server in maintenance: new disk, until noon');
    assert.equal(bench.stateOf('10.0.0.11:443'), 'up');
    bench.remove('10.0.0.11:80');
    assert.equal(bench.stateOf('10.0.0.11:80'), 'up');
    assert.equal(bench.wordsOf('10.0.0.11:80'), undefined);
  });

  test('is so on all its ports where the file names none', t => {
    const bench = new Bench(t);
    bench.put('10.0.0.11', '');
    assert.deepEqual(['10.0.0.11:80', '10.0.0.11:443', '10.0.0.12:80'].map(bench.stateOf), ['down', 'down', 'up']);
    assert.equal(bench.causeOf('10.0.0.11:80'), 'Server in maintenance');
  });

  test('is found by its name, which nobody waits for', async t => {
    const bench = new Bench(t);
    bench.hosts.set('web2', ['10.0.0.12']);
    bench.put('web2:80', 'moved');
    assert.equal(bench.stateOf('10.0.0.12:80'), 'up', 'the name is still looked up');
    await turns();
    assert.equal(bench.stateOf('10.0.0.12:80'), 'down');
    bench.hosts.clear();
    for (let i = 0; i < 80; i++) {
      bench.time.advance(5000);
      await turns();
    }
    assert.equal(bench.stateOf('10.0.0.12:80'), 'down', 'a name server that is away brings nobody back');
    bench.remove('web2:80');
    assert.equal(bench.stateOf('10.0.0.12:80'), 'up');
  });

  test('looks up few names at once, and says which are of nobody', async t => {
    const bench = new Bench(t);
    bench.isSilent = true;
    for (let i = 0; i < 300; i++) writeFileSync(join(bench.folder, `host${i}`), '');
    bench.change();
    await turns();
    assert.equal(bench.asked.length, 2);
    assert.match(bench.warnings.join('\n'), /more than 200 names of hosts/);
    const other = new Bench(t);
    other.put('nobody.example', '');
    await turns();
    assert.match(other.warnings.join('\n'), /nobody\.example in the maintenance folder keeps nobody out/);
  });

  test('shows no text of files that a link leads to', t => {
    const bench = new Bench(t);
    symlinkSync('/etc/passwd', join(bench.folder, '10.0.0.11'));
    bench.change();
    assert.equal(bench.causeOf('10.0.0.11:80'), 'Server in maintenance');
  });

  test('stays so while the folder cannot be read, and is found again where it was not watched', t => {
    const bench = new Bench(t);
    bench.put('10.0.0.11', 'x');
    const aside = `${bench.folder}-aside`;
    renameSync(bench.folder, aside);
    t.after(() => rmSync(aside, {recursive: true, force: true}));
    bench.time.advance(5000);
    assert.equal(bench.stateOf('10.0.0.11:80'), 'down');
    renameSync(aside, bench.folder);
    rmSync(join(bench.folder, '10.0.0.11'));
    bench.time.advance(5000);
    assert.equal(bench.stateOf('10.0.0.11:80'), 'up');
  });

  test('is nobody where a reload takes the folder away', t => {
    const bench = new Bench(t);
    bench.put('10.0.0.11', 'x');
    bench.configure(undefined);
    assert.equal(bench.stateOf('10.0.0.11:80'), 'up');
    assert.equal(bench.wordsOf('10.0.0.11:80'), undefined);
  });
});

/** Servers without checks of their own, and a folder. */
class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'lvsctl-maintenance-'));
  readonly time = new VirtualTime();
  readonly warnings: string[] = [];
  readonly asked: string[] = [];
  readonly hosts = new Map<string, readonly string[]>();
  isSilent = false;
  readonly #health = new Health();
  readonly #checks = new MaintenanceChecks({
    onFolderChange: (_folder, call) => {
      this.#calls.add(call);
      return () => void this.#calls.delete(call);
    },
    addressesOf: host => {
      this.asked.push(host);
      if (this.isSilent) return new Promise(() => {});
      return Promise.resolve((this.hosts.get(host) ?? []).map(address));
    },
    clock: this.time.clock,
    after: this.time.after,
    warn: words => this.warnings.push(words),
  });
  readonly #calls = new Set<() => void>();
  readonly #runner = new CheckRunner(this.#health, {
    probes: {clock: this.time.clock, after: this.time.after} as ProbeWorld,
    now: this.time.clock,
    onEffect: () => {},
    watch: probe => this.#checks.watch(probe),
  });

  constructor(t: TestContext) {
    chmodSync(this.folder, 0o755);
    t.after(() => rmSync(this.folder, {recursive: true, force: true}));
    this.configure(this.folder);
  }

  configure(maintenanceFolder: string | undefined): void {
    const free = {checks: []};
    const list = [
      server('10.0.0.11', 80, free),
      server('10.0.0.11', 443, free),
      server('10.0.0.12', 80, {...free, checks: []}),
    ];
    const configuration = pools([pool('10.0.0.1', list)], {maintenanceFolder});
    const settings = this.#checks.configure(configuration, configuration.pools.map(poolSettings));
    this.#runner.step({type: 'configure', pools: settings, present: new Map(), seed: 1});
    this.#settle();
  }

  put(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
    this.change();
  }

  remove(name: string): void {
    rmSync(join(this.folder, name));
    this.change();
  }

  change(): void {
    for (const call of this.#calls) call();
    this.#settle();
  }

  readonly stateOf = (name: string): string | undefined => this.#member(name)?.state;

  causeOf(name: string): string | undefined {
    return this.#member(name)?.cause;
  }

  wordsOf(name: string): string | undefined {
    return this.#checks.wordsOf('TCP 10.0.0.1:80', name);
  }

  /** What is told in a later turn is told. */
  #settle(): void {
    this.time.advance(10);
  }

  #member(name: string) {
    this.#settle();
    return this.#health.pool('TCP 10.0.0.1:80')?.members.find(one => one.name === name);
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise(resolve => setImmediate(resolve));
}
