import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import type {Director} from '../../../directors/director.js';
import {eventually} from '../../../directors/eventually.js';
import type {Settings} from '../../../directors/keepalived-conf.js';
import {Network} from '../../../directors/network.js';
import {keepalivedMissing} from '../bench.js';
import {Operator} from './operator.js';

const address = '10.0.0.100';
const ipv6Address = '2001:db8::100';

interface Case {
  readonly isIpv6?: boolean;
  readonly nopreempt?: boolean;
  readonly group?: string;
  readonly version?: 2 | 3;
  readonly weight?: number;
}

/** A pair at 1 s in version 2, with a tracked file each; in a group there are two instances. */
function settings(
  director: Director,
  priority: number,
  {nopreempt = false, group, version = 2, weight = 0, isIpv6 = false}: Case,
): Settings {
  const path = director.path('hold');
  const instances = (group ? [51, 52] : [51]).map((vrid, i) => ({
    name: `VI_${i + 1}`,
    vrid,
    version,
    priority,
    interval: 1,
    nopreempt,
    addresses: isIpv6 ? ['fe80::100', ipv6Address] : i === 0 ? [address] : ['10.0.0.101', '10.0.0.102'],
    ...(group ? {} : {files: ['lvsctl_hold']}),
  }));
  return {
    instances,
    files: {lvsctl_hold: {path, weight}},
    ...(group ? {group, groupFiles: ['lvsctl_hold']} : {}),
  };
}

const missing = keepalivedMissing();

/** Two directors of which the first is master; there while the tests run. */
interface Pair {
  readonly a: Director;
  readonly b: Director;
}

function pair(name: string, options: Case, work: (hosts: Pair) => void): void {
  describe(name, {skip: missing, concurrency: 1}, () => {
    let network: Network | undefined;
    const director = (place: 0 | 1) => network?.directors[place] as Director;
    const hosts: Pair = {
      get a() {
        return director(0);
      },
      get b() {
        return director(1);
      },
    };
    before(async () => {
      network = new Network({directors: 2});
      const {a, b} = hosts;
      await a.runs(settings(a, 100, options));
      await eventually(
        () => a.has(options.isIpv6 ? ipv6Address : address),
        () => a.keepalived.log,
      );
      await b.runs(settings(b, 50, options));
    });
    after(() => network?.remove());
    work(hosts);
  });
}

const trackedValue = (director: Director) => Number(readFileSync(director.path('hold'), 'utf8'));
/** `Nobody was master for 805 ms` */
const gapOf = (stdout: string) => {
  const [, amount, unit] = /Nobody was master for ([\d.]+) (ms|s)/.exec(stdout) ?? [];
  return Number(amount) * (unit === 's' ? 1000 : 1);
};

describe('moving keepalived’s virtual routers', {concurrency: true}, () => {
  pair('with preempt', {}, hosts => {
    test('a switch is shown and not done with --dry-run', async () => {
      const {a} = hosts;
      const {status, stdout} = await new Operator(a).run('switch', ['VI_1'], {to: 'backup', 'dry-run': true});
      assert.equal(status, 0, stdout);
      assert.match(stdout, /standby of VI_1: .*10\.0\.0\.2 listens to the group/);
      assert.match(stdout, /1\. write 1 to .*hold/);
      assert.equal(trackedValue(a), 0);
    });

    test('the other is master within 1.2 s, it is held, recorded and listed', async () => {
      const {a, b} = hosts;
      const {status, stdout} = await new Operator(a).run('switch', ['VI_1'], {
        to: 'backup',
        hold: 1_800_000,
        reason: 'new kernel',
      });
      assert.equal(status, 0, stdout);
      assert.ok(gapOf(stdout) < 1200, stdout);
      assert.match(stdout, /announced 10\.0\.0\.100/);
      assert.ok(!a.has(address) && b.has(address));
      assert.equal(trackedValue(a), 1);
      const holds = await new Operator(a).run('holds', []);
      assert.equal(holds.status, 0);
      assert.match(holds.stdout, /HELD VI_1 as backup by operator.*new kernel/);
    });

    test('a second switch is refused: it is held already', async () => {
      const {a} = hosts;
      const {status, stdout} = await new Operator(a).run('switch', ['VI_1'], {to: 'backup'});
      assert.equal(status, 4, stdout);
      assert.match(stdout, /it is held already/);
    });

    test('released, it is master again, and nothing is held', async () => {
      const {a} = hosts;
      const {status, stdout} = await new Operator(a).run('release', ['VI_1']);
      assert.equal(status, 0, stdout);
      assert.ok(a.has(address), stdout);
      assert.equal((await new Operator(a).run('holds', [])).stdout, 'nothing is held\n');
    });

    test('a hold that nobody recorded is shown, and can be released', async () => {
      const {a, b} = hosts;
      writeFileSync(a.path('hold'), '1\n');
      await eventually(
        () => b.has(address),
        () => b.keepalived.log,
      );
      assert.match((await new Operator(a).run('holds', [])).stdout, /HELD VI_1 as backup;.*hold is 1/);
      assert.equal((await new Operator(a).run('release', ['VI_1'])).status, 0);
    });

    test('a hold that is over and nobody ended is overdue', async () => {
      const {a} = hosts;
      const {status} = await new Operator(a).run('switch', ['VI_1'], {to: 'backup', hold: 100});
      assert.equal(status, 0);
      const holds = await new Operator(a).run('holds', []);
      assert.equal(holds.status, 1);
      assert.match(holds.stdout, /OVERDUE/);
      assert.equal((await new Operator(a).run('release', ['VI_1'])).status, 0);
    });

    test('Ctrl-C before the other is master puts it back', async () => {
      const {a} = hosts;
      const {status, stdout} = await new Operator(a).run('switch', ['VI_1'], {to: 'backup'}, (text, child) => {
        if (/gone here/.test(text) && !/interrupted/.test(text)) child.kill('SIGINT');
      });
      assert.equal(status, 130, stdout);
      assert.equal(trackedValue(a), 0);
      assert.ok(a.has(address), stdout);
    });

    test('a peer that dies in between: put back', async () => {
      const {a, b} = hosts;
      const {status, stdout} = await new Operator(a).run('switch', ['VI_1'], {to: 'backup'}, text => {
        if (/told to give up/.test(text)) b.keepalived.pause();
      });
      b.keepalived.resume();
      assert.equal(status, 5, stdout);
      assert.equal(trackedValue(a), 0);
      assert.ok(a.has(address), stdout);
    });

    test('a peer that is dead: refused, and nothing is touched', async () => {
      const {a, b} = hosts;
      await b.keepalived.remove();
      const {status, stdout, stderr} = await new Operator(a).run('switch', ['VI_1'], {to: 'backup'});
      assert.equal(status, 4, stdout);
      assert.match(stdout, /no-standby/);
      assert.match(stderr, /--force/);
      assert.equal(trackedValue(a), 0);
      assert.ok(a.has(address));
    });
  });

  pair('with nopreempt', {nopreempt: true}, hosts => {
    test('a pulse moves it, and it stays', async () => {
      const {a, b} = hosts;
      const {status, stdout} = await new Operator(a).run('switch', ['VI_1'], {to: 'backup'});
      assert.equal(status, 0, stdout);
      assert.ok(gapOf(stdout) < 1200, stdout);
      assert.equal(trackedValue(a), 0);
      assert.ok(!a.has(address) && b.has(address));
    });

    test('and back, from the other', async () => {
      const {a, b} = hosts;
      const {status, stdout} = await new Operator(b).run('switch', ['VI_1'], {to: 'backup'});
      assert.equal(status, 0, stdout);
      assert.ok(a.has(address) && !b.has(address));
    });
  });

  pair('a sync group', {group: 'G1'}, hosts => {
    test('a member moves the whole of it', async () => {
      const {a, b} = hosts;
      const {status, stdout} = await new Operator(a).run('switch', ['VI_2'], {to: 'backup'});
      assert.equal(status, 0, stdout);
      assert.ok(gapOf(stdout) < 1200, stdout);
      for (const each of [address, '10.0.0.101', '10.0.0.102']) assert.ok(!a.has(each) && b.has(each), each);
    });

    test('and comes back as a whole, by the name of the group', async () => {
      const {a, b} = hosts;
      const {status, stdout} = await new Operator(a).run('release', ['G1']);
      assert.equal(status, 0, stdout);
      for (const each of [address, '10.0.0.101', '10.0.0.102']) assert.ok(a.has(each) && !b.has(each), each);
    });
  });

  pair('a file with a weight, version 3', {weight: 1, version: 3}, hosts => {
    test('the backup becomes master, and gives it back', async () => {
      const {a, b} = hosts;
      const taken = await new Operator(b).run('switch', ['VI_1'], {to: 'master'});
      assert.equal(taken.status, 0, taken.stdout);
      assert.ok(b.has(address), taken.stdout);
      assert.equal(trackedValue(b), 51);
      await eventually(
        () => !a.has(address),
        () => a.keepalived.log,
      );
      const released = await new Operator(b).run('release', ['VI_1']);
      assert.equal(released.status, 0, released.stdout);
      await eventually(
        () => a.has(address) && !b.has(address),
        () => a.keepalived.log,
      );
    });

    test('to backup there is no file: the other ways are shown', async () => {
      const {a} = hosts;
      const {status, stdout} = await new Operator(a).run('switch', ['VI_1'], {to: 'backup'});
      assert.equal(status, 4);
      assert.match(stdout, /--via stop --yes/);
    });
  });

  pair('with --via stop', {}, hosts => {
    test('needs --yes, and then the daemon ends and the other is master', async () => {
      const {a, b} = hosts;
      const refused = await new Operator(a).run('switch', ['VI_1'], {to: 'backup', via: 'stop'});
      assert.equal(refused.status, 4);
      assert.match(refused.stdout, /needs --yes: takes down every other virtual router/);
      const {status, stdout} = await new Operator(a).run('switch', ['VI_1'], {to: 'backup', via: 'stop', yes: true});
      assert.equal(status, 0, stdout);
      assert.match(stdout, /it stays stopped until: keepalived -n/);
      assert.ok(!a.has(address) && b.has(address));
    });
  });

  pair('a daemon that is killed meanwhile', {}, hosts => {
    test('is noticed at once, and its file does not keep it in fault when it starts again', async () => {
      const {a} = hosts;
      const {status, stdout} = await new Operator(a).run('switch', ['VI_1'], {to: 'backup'}, (text, child) => {
        if (/gone here/.test(text) && child.exitCode === null) a.keepalived.killAll();
      });
      assert.equal(status, 6, stdout);
      assert.match(stdout, /the daemon ended meanwhile/);
      assert.equal(trackedValue(a), 0);
      assert.equal((await new Operator(a).run('holds', [])).stdout, 'nothing is held\n');
    });
  });

  pair('over IPv6', {isIpv6: true, version: 3}, hosts => {
    test('the other is master, and its neighbour advertisement is seen', async () => {
      const {a, b} = hosts;
      const {status, stdout} = await new Operator(a).run('switch', ['VI_1'], {to: 'backup'});
      assert.equal(status, 0, stdout);
      assert.ok(gapOf(stdout) < 1200, stdout);
      assert.match(stdout, /announced (2001:db8::100|fe80::100)/);
      assert.ok(!a.has(ipv6Address) && b.has(ipv6Address));
    });
  });

  pair('as a document', {nopreempt: true}, hosts => {
    test('plan, steps and outcome are one', async () => {
      const {a} = hosts;
      const {status, stdout} = await new Operator(a).run('switch', ['VI_1'], {to: 'backup', output: 'json'});
      assert.equal(status, 0, stdout);
      const {schema, objections, outcome} = JSON.parse(stdout);
      assert.deepEqual([schema, objections, outcome.result, outcome.hold], ['lvsctl.vrrp-switch/1', [], 'done', null]);
      assert.deepEqual(
        outcome.timeline.map(({code}: {code: string}) => code).filter((code: string) => code !== 'announced'),
        ['begun', 'addresses-gone', 'other-master', 'released'],
      );
    });
  });
});
