import assert from 'node:assert/strict';
import {chmodSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {apply} from '../../../src/commands/apply/apply.js';
import {diff} from '../../../src/commands/apply/diff.js';
import {UnknownOutcome} from '../../../src/ipvs/refusal.js';
import {ApplyDirector, withApply} from './apply-director.js';

const before = [
  '-A -t 10.0.0.1:80 -s rr',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 1 -x 9 -y 3',
  '-a -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 1',
  '-A -u 10.0.0.2:53 -s wlc',
];
const wanted = [
  '-A -t 10.0.0.1:80 -s wlc',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 0 -x 9 -y 3',
  '-a -t 10.0.0.1:80 -r 10.1.0.3:80 -m -w 1',
];
const text = (lines: readonly string[]) => lines.map(line => `${line}\n`).join('');

const directors: ApplyDirector[] = [];
after(() => {
  for (const director of directors) director.remove();
});
async function director(...rules: readonly string[]): Promise<ApplyDirector> {
  const one = await ApplyDirector.with(...rules);
  directors.push(one);
  return one;
}

describe('diff', () => {
  test('prints the plan as commands, edits with what is now, and exits with 1', async () => {
    const one = await director(...before);
    const {stdout, code} = await one.run(diff, ['-'], {prune: true}, {stdin: text(wanted)});
    assert.equal(
      stdout,
      `~ ipvsadm -E -t 10.0.0.1:80 -s wlc
  # before: ipvsadm -E -t 10.0.0.1:80 -s rr
+ ipvsadm -a -t 10.0.0.1:80 -r 10.1.0.3:80 -m -w 1
~ ipvsadm -e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 0 -x 9 -y 3
  # before: ipvsadm -e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 1 -x 9 -y 3
- ipvsadm -d -t 10.0.0.1:80 -r 10.1.0.2:80
- ipvsadm -D -u 10.0.0.2:53
To be done: 1 server added, 1 service and 1 server edited, 1 service and 1 server deleted.
What is deleted loses its counters; nothing brings them back. Edits lose nothing.
`,
    );
    assert.equal(code, 1);
    assert.equal(await one.saved(), text(before));
  });

  test('without --prune deletes nothing, and says what stays', async () => {
    const one = await director(...before);
    const {stdout} = await one.run(diff, ['-'], {}, {stdin: text(wanted)});
    assert.doesNotMatch(stdout, /^-/m);
    assert.match(
      stdout,
      /left as they are: 10\.1\.0\.2:80 of tcp\/10\.0\.0\.1:80, udp\/10\.0\.0\.2:53\. --prune deletes them/,
    );
  });

  test('of what is the same exits with 0', async () => {
    const one = await director(...before);
    const {stdout, code} = await one.run(diff, ['-'], {prune: true}, {stdin: text(before.toReversed().sort())});
    assert.deepEqual([stdout, code], ['No differences.\n', 0]);
  });

  test('as JSON has the same', async () => {
    const one = await director(...before);
    const {stdout, code} = await one.run(diff, ['-'], {prune: true, output: 'json'}, {stdin: text(wanted)});
    const told = JSON.parse(stdout);
    assert.deepEqual([told.schema, told.differs, told.result, code], ['lvsctl.diff/1', true, 'planned', 1]);
    assert.deepEqual(
      told.changes.map(({action, kind, service, server}: Record<string, string>) => [action, kind, service, server]),
      [
        ['edit', 'service', 'tcp/10.0.0.1:80', null],
        ['add', 'server', 'tcp/10.0.0.1:80', '10.1.0.3:80'],
        ['edit', 'server', 'tcp/10.0.0.1:80', '10.1.0.1:80'],
        ['delete', 'server', 'tcp/10.0.0.1:80', '10.1.0.2:80'],
        ['delete', 'service', 'udp/10.0.0.2:53', null],
      ],
    );
  });

  test('of a file that is not there says so', async () => {
    const {stderr, code} = await (await director()).run(diff, ['/nowhere/rules']);
    assert.match(stderr, /\/nowhere\/rules: there is no such file/);
    assert.equal(code, 2);
  });
});

describe('apply', () => {
  test('makes the table what the file says, and records it as one entry', async () => {
    const one = await director(...before);
    const {stdout, code} = await one.run(apply, ['-'], {prune: true, reason: 'why'}, {stdin: text(wanted)});
    assert.match(stdout, /^Done, and read again: the table is as asked\.$/m);
    assert.equal(code, 0);
    assert.equal(await one.saved(), text(wanted));
    const {records} = one.journal.store.read();
    assert.deepEqual(
      records.map(({entry, end}) => [entry.changes.length, entry.reason, end?.refusals]),
      [[5, 'why', {}]],
    );
  });

  test('with --dry-run changes and records nothing', async () => {
    const one = await director(...before);
    const {code} = await one.run(apply, ['-'], {prune: true, 'dry-run': true}, {stdin: text(wanted)});
    assert.equal(code, 0);
    assert.equal(await one.saved(), text(before));
    assert.deepEqual(one.journal.store.read().records, []);
  });

  test('of a scheduler that there is not names the one that was probably meant, and so does diff', async () => {
    const one = await director(...before);
    const stdin = '-A -t 10.0.0.9:80 -s wcl\n';
    const refused = await one.run(apply, ['-'], {}, {stdin});
    assert.match(
      refused.stderr,
      /Scheduler .* not found \(there is no scheduler wcl; did you mean wlc\?\)\. What had been/,
    );
    assert.equal(refused.code, 5);
    assert.equal(await one.saved(), text(before));
    const {stderr, code} = await one.run(diff, ['-'], {}, {stdin});
    assert.equal(
      stderr,
      'lvsctl diff: the kernel will hardly take this: there is no scheduler wcl; did you mean wlc?\n',
    );
    assert.equal(code, 1);
  });

  test('of nothing does not delete everything: a pipe whose other end failed brings that', async () => {
    const one = await director(...before);
    const {stderr, code} = await one.run(apply, ['-'], {prune: true}, {stdin: ''});
    assert.match(stderr, /standard input has no service at all: --prune would delete everything.*lvsctl -C/);
    assert.equal(code, 4);
    assert.equal(await one.saved(), text(before));
    const document = '{"schema": "lvsctl.list/1", "services": []}';
    assert.equal((await one.run(apply, ['-'], {prune: true}, {stdin: document})).code, 0);
    assert.equal(await one.saved(), '');
  });

  test('of a file with mistakes changes nothing, and names all of them', async () => {
    const one = await director(...before);
    const wrong = `${text(wanted)}-A -t 10.0.0.9\n-a -t 10.0.0.1:80 -r 10.1.0.3:80 -m\n`;
    const {stderr, code} = await one.run(apply, ['-'], {}, {stdin: wrong});
    assert.match(stderr, /^standard input:4:\d+: .*\nstandard input:5:1: .* is there twice: it is in line 3 already\n/);
    assert.match(stderr, /nothing was changed/);
    assert.equal(code, 2);
    assert.equal(await one.saved(), text(before));
  });

  test('that the kernel refuses in the middle puts everything back, and says which command', async () => {
    const one = await director(...before);
    const {stderr, code} = await one.run(
      apply,
      ['-'],
      {prune: true},
      {
        stdin: text([...wanted, '-A -t 10.0.0.7:80 -s nosuch']),
      },
    );
    assert.match(
      stderr,
      /the kernel refused ipvsadm -A -t 10\.0\.0\.7:80 -s nosuch: Scheduler or persistence engine not found \(there is no scheduler nosuch; there are: rr, .*\)\. What had been changed is put back/,
    );
    assert.equal(code, 5);
    assert.equal(await one.saved(), text(before));
  });

  test('whose answers are lost goes by what the table shows', async () => {
    const one = await director(...before);
    const lossy = await one.run(
      apply,
      ['-'],
      {prune: true},
      {
        stdin: text(wanted),
        change: ipvs =>
          withApply(ipvs, async changes => {
            await ipvs.apply(changes);
            return changes.map(({type}) => new UnknownOutcome(type, 'as asked'));
          }),
      },
    );
    assert.equal(lossy.code, 0);
    assert.equal(await one.saved(), text(wanted));
  });

  test('that cannot put things back says what is left, and the commands for it', async () => {
    const one = await director(...before);
    let calls = 0;
    const {stderr, code} = await one.run(
      apply,
      ['-'],
      {prune: true},
      {
        stdin: text([...wanted, '-A -t 10.0.0.7:80 -s nosuch']),
        change: ipvs =>
          withApply(ipvs, async changes => {
            if (calls++ === 0) return ipvs.apply(changes);
            return changes.map(({type}) => new UnknownOutcome(type, 'not as asked'));
          }),
      },
    );
    assert.equal(code, 6);
    assert.match(stderr, /Not put back: .*tcp\/10\.0\.0\.1:80 is different/);
    assert.match(stderr, /These commands would bring it back:\n {2}ipvsadm -E -t 10\.0\.0\.1:80 -s rr\n/);
  });

  test('that is interrupted puts back what was done, and exits with 130', async () => {
    const one = await director(...before);
    let asked = 0;
    const {code} = await one.run(
      apply,
      ['-'],
      {prune: true},
      {
        stdin: text(wanted),
        isInterrupted: () => ++asked > 1,
      },
    );
    assert.equal(code, 130);
    assert.equal(await one.saved(), text(before));
  });

  test('that cannot be recorded is refused, unless --no-journal, which tells first what takes it back', async () => {
    const one = await director(...before);
    mkdirSync(one.stateFolder, {recursive: true});
    writeFileSync(join(one.stateFolder, 'lvsctl'), 'a file in the way');
    chmodSync(one.stateFolder, 0o500);
    const refused = await one.run(apply, ['-'], {prune: true}, {stdin: text(wanted)});
    assert.equal(refused.code, 4);
    assert.match(refused.stderr, /cannot be recorded.*--no-journal/);
    assert.equal(await one.saved(), text(before));
    const done = await one.run(apply, ['-'], {prune: true, 'no-journal': true}, {stdin: text(wanted)});
    assert.equal(done.code, 0);
    assert.match(done.stderr, /What takes it back:\n(.*\n)*.*ipvsadm -E -t 10\.0\.0\.1:80 -s rr/);
    assert.equal(await one.saved(), text(wanted));
  });
});
