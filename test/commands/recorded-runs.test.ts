import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {recording, recordings} from '../ipvsadm/recordings.js';
import {ModelIpvs} from './model-ipvs.js';
import {run} from './run.js';

/** What the model of the kernel does not refuse and does not have; timeouts outlive the table, and so the recorded run. */
const notModelled = /Invalid operation|Numerical result|No such device|No daemon|Daemon has|address family|Timeout \(/;
const programs = ['ipvsadm', '/sbin/ipvsadm', 'ipvsadm-save', 'ipvsadm-restore'];
const simple = /^ipvsadm(-save|-restore)? [^"'$`|;&<>*?\\]*$/;

const rows = recordings('cli').filter(
  ({group, argv, setup, uid, stdout, stderr, after, code, state}) =>
    programs.includes(argv[0] as string) &&
    uid === undefined &&
    !['nomod', 'daemon', 'sort', 'wide'].includes(group) &&
    !notModelled.test(stderr + stdout + (after?.stdout ?? '')) &&
    !argv.includes('--nosort') &&
    setup.every(line => simple.test(line) && !/-daemon|::ffff:/.test(line)) &&
    (after === undefined || simple.test(after.cmd)) &&
    (setup.length > 0 || state !== undefined || after !== undefined || group !== 'fmt') &&
    code >= 0,
);
const tableT = recording('cli', 'list-041').setup;

test('most recorded runs need no more than the model', () => assert.ok(rows.length > 400, String(rows.length)));

describe('a run prints, says and ends as it was recorded', () => {
  for (const {id, argv, setup, state, stdin, stdout, stderr, code, after} of rows) {
    test(`${id}: ${argv.join(' ')}`, async () => {
      const ipvs = new ModelIpvs();
      for (const line of state?.startsWith('big table T') ? tableT : setup) {
        assert.equal((await run(line.split(' '), {ipvs})).stderr, '', line);
      }
      const outcome = await run(argv, {ipvs, ...(stdin !== undefined && {stdin})});
      assert.deepEqual(outcome, {stdout, stderr, code});
      if (after) assert.equal((await run(after.cmd.split(' '), {ipvs})).stdout, after.stdout);
      assert.ok(ipvs.isClosed || argv.includes('-x'));
    });
  }
});
