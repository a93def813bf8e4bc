import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import {readLines} from '../../src/commands/ipvsadm/lines.js';
import {ModelIpvs} from './model-ipvs.js';
import {run} from './run.js';

const rules = (ipvs: ModelIpvs) => run(['ipvsadm', '-Sn'], {ipvs}).then(({stdout}) => stdout);

describe('lvsctl -R', () => {
  const restore = async (stdin: string, ipvs = new ModelIpvs()) => ({
    ipvs,
    ...(await run(['lvsctl', '-R'], {ipvs, dialect: 'lvsctl', stdin})),
  });

  test('takes comments and blank lines', async () => {
    const {ipvs, ...outcome} = await restore(
      '# a table\n\n  # of mine\n\t\n-A -t 10.0.0.1:80 -s rr\n\r\n-a -t 10.0.0.1:80 -r 192.168.10.1 -m',
    );
    assert.deepEqual(outcome, {stdout: '', stderr: '', code: 0});
    assert.equal(await rules(ipvs), '-A -t 10.0.0.1:80 -s rr\n-a -t 10.0.0.1:80 -r 192.168.10.1:80 -m -w 1\n');
  });

  test('names every wrong line and changes nothing while there is one', async () => {
    const {ipvs, ...outcome} = await restore(
      '-A -t 10.0.0.1:80\n-A -t 10.0.0.2\n# fine\n  -A   --bogus\n-L -c --stats\nhello\n-f\n-A -f 1 -t 10.0.0.1:1\n-R\n-A -6\n',
    );
    assert.equal(
      outcome.stderr,
      `line 2: Zero port specified for non-persistent service: -A -t 10.0.0.2
line 4: --bogus: unknown option: -A --bogus
line 5: options conflicts in the list command: -L -c --stats
line 6: Try \`lvsctl -h' or 'lvsctl --help' for more information.: hello
line 7: Try \`lvsctl -h' or 'lvsctl --help' for more information.: -f
line 8: multiple 'service-address' options specified: -A -f 1 -t 10.0.0.1:1
line 9: Try \`lvsctl -h' or 'lvsctl --help' for more information.: -R
line 10: -6 used before -f: -A -6
Nothing was changed: correct these lines and restore again.
`,
    );
    assert.equal(outcome.code, 2);
    assert.deepEqual(ipvs.changes, []);
  });

  test('names every refused line, goes on, and does not end well', async () => {
    const {ipvs, ...outcome} = await restore(
      '-A -t 10.0.0.1:80\n\n-A   -t 10.0.0.1:80\n-A -t 10.0.0.2:80 -s nope\n-A -t 10.0.0.3:80\n',
    );
    assert.equal(
      outcome.stderr,
      'line 3: Service already exists: -A -t 10.0.0.1:80\nline 4: Scheduler or persistence engine not found: -A -t 10.0.0.2:80 -s nope\n',
    );
    assert.equal(outcome.code, 255);
    assert.equal(await rules(ipvs), '-A -t 10.0.0.1:80 -s wlc\n-A -t 10.0.0.3:80 -s wlc\n');
  });

  test('runs listings where they stand, and their failures count', async () => {
    const {stdout, stderr, code} = await restore(
      '-A -t 10.0.0.1:80\n-Sn\n-Ln -t 10.0.0.9:80\n-C\n-Sn\n-A -t 10.0.0.2:80\n-Sn\n',
    );
    assert.equal(stdout, '-A -t 10.0.0.1:80 -s wlc\n-A -t 10.0.0.2:80 -s wlc\n');
    assert.equal(stderr, 'No such service\n');
    assert.notEqual(code, 0);
  });

  test('makes again what lvsctl -S saved, thresholds and large marks and all', async () => {
    const lines = [
      '-A -f 4294967295 -s sh -p 60 -b sh-port,flag-3',
      '-a -f 4294967295 -r 192.168.10.1:0 -m -w 5 -x 100 -y 50',
      '-A -u 250.0.0.1:53 -s mh -o -b flag-3',
      '-a -u 250.0.0.1:53 -r [2001:db8::1]:53 -i -w 0 -x 7 --tun-type gue --tun-port 6080 --tun-remcsum',
    ];
    const first = await restore(lines.join('\n'));
    assert.equal(first.stderr, '');
    const saved = await run(['lvsctl', '-S', '-n'], {ipvs: first.ipvs, dialect: 'lvsctl'});
    assert.deepEqual(
      saved.stdout.trimEnd().split('\n').sort(),
      lines.map(line => line.replace('-b sh-port,flag-3', '-b flag-3,sh-port')).sort(),
    );
    const second = await restore(saved.stdout);
    assert.equal((await run(['lvsctl', '-Sn'], {ipvs: second.ipvs, dialect: 'lvsctl'})).stdout, saved.stdout);
  });
});

describe('ipvsadm -R', () => {
  const restore = async (stdin: string | Iterable<Uint8Array>, ipvs = new ModelIpvs()) => ({
    ipvs,
    ...(await run(['ipvsadm', '-R'], {ipvs, stdin})),
  });

  test('sends what stands together together, and reports in the order of the lines', async () => {
    let batches = 0;
    const ipvs = new ModelIpvs();
    const apply = ipvs.apply.bind(ipvs);
    ipvs.apply = changes => {
      batches++;
      return apply(changes);
    };
    const {stderr, code} = await restore(
      `${'-A -t 10.0.0.1:80\n'.repeat(3)}-A --bogus\n${'-A -t 10.0.0.1:80\n'.repeat(2)}`,
      ipvs,
    );
    assert.equal(
      stderr,
      'Service already exists\nService already exists\n--bogus: unknown option\nService already exists\nService already exists\n',
    );
    assert.deepEqual([code, batches], [255, 2]);
  });

  test('answers a person line by line, and takes a file in large pieces', async () => {
    const ipvs = new ModelIpvs();
    const seen: number[] = [];
    function* typing(): Iterable<Uint8Array> {
      for (const line of ['-A -t 10.0.0.1:80\n', '-A -t 10.0', '.0.2:80\n-A -t 10.0.0.3:80\n', '-A -t 10.0.0.4:80']) {
        yield Buffer.from(line);
        seen.push(ipvs.changes.length);
      }
    }
    await restore(typing(), ipvs);
    assert.deepEqual(seen, [1, 1, 3, 3]);
    assert.equal(ipvs.changes.length, 4);
  });

  test('ends at a usage error with what came before in place', async () => {
    const {ipvs, ...outcome} = await restore('-A -t 10.0.0.1:80\n-A -t 10.0.0.2\n-A -t 10.0.0.3:80\n');
    assert.deepEqual(outcome, {stdout: '', stderr: 'Zero port specified for non-persistent service\n', code: 2});
    assert.equal(ipvs.changes.length, 1);
  });

  test('crashes as ipvsadm does, silently and at once', async () => {
    const {ipvs, ...outcome} = await restore('-A -t 10.0.0.1:80 -s rr -b ,\n-A -t 10.0.0.3:80\n');
    assert.deepEqual(outcome, {stdout: '', stderr: '', code: 139});
    assert.deepEqual(ipvs.changes, []);
  });

  test('of nothing does nothing', async () => {
    assert.deepEqual(await run(['ipvsadm', '-R'], {stdin: []}), {stdout: '', stderr: '', code: 0});
  });
});

describe('the scripts', () => {
  test('ipvsadm-restore clears first, drops lines that begin with #, and ignores its words', async () => {
    const ipvs = new ModelIpvs();
    await run(['ipvsadm', '-A', '-t', '10.0.0.9:80'], {ipvs});
    const stdin = '# old\n-A -t 10.0.0.1:80\n';
    assert.deepEqual(await run(['ipvsadm-restore', '-x', 'foo'], {ipvs, stdin}), {stdout: '', stderr: '', code: 0});
    assert.equal(await rules(ipvs), '-A -t 10.0.0.1:80 -s wlc\n');
    const indented = await run(['ipvsadm-restore'], {ipvs, stdin: '-A -t 10.0.0.2:80\n # no comment\n'});
    assert.deepEqual(
      [indented.code, indented.stderr],
      [255, "Try `ipvsadm -h' or 'ipvsadm --help' for more information.\n"],
    );
  });

  test('ipvsadm-save takes -n among other words, and no other option', async () => {
    const ipvs = new ModelIpvs();
    await run(['ipvsadm', '-A', '-t', 'vip1:http'], {ipvs});
    assert.equal((await run(['ipvsadm-save'], {ipvs})).stdout, '-A -t vip1:http -s wlc\n');
    assert.equal((await run(['ipvsadm-save', 'foo', '-n'], {ipvs})).stdout, '-A -t 10.0.0.1:80 -s wlc\n');
    assert.equal((await run(['ipvsadm-save', '-n', '-x'], {ipvs})).code, 1);
  });
});

test('lines are the same however the bytes are cut into pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({unit: fc.constantFrom('a', '\n', '\r', 'é', '💥', '\0')}),
      fc.array(fc.nat(20)),
      async (text, cuts) => {
        const bytes = Buffer.from(text);
        const pieces: Uint8Array[] = [];
        let at = 0;
        for (const length of [...cuts, bytes.length]) {
          pieces.push(bytes.subarray(at, at + length));
          at += length;
        }
        const lines: string[] = [];
        for await (const some of readLines(pieces)) lines.push(...some);
        const expected = text.split('\n');
        if (expected.at(-1) === '') expected.pop();
        assert.deepEqual(lines, expected);
      },
    ),
  );
});
