import assert from 'node:assert/strict';
import {test} from 'node:test';
import {missingForLab, runInLab} from './lab.js';

const missing = missingForLab();
const skip = missing.length > 0 && `the lab needs: ${missing.join(', ')}`;

test('the lab boots a kernel with IPVS, and hands back output, exit code and result files', {skip}, async () => {
  const script = 'ipvsadm -A -t 10.0.0.1:80 -s rr && ipvsadm -Sn; cat "$LAB/note" > "$LAB/results/copy"; exit 7';
  const run = await runInLab({script, files: {note: 'hello'}, seconds: 60});
  assert.deepEqual(run, {output: '-A -t 10.0.0.1:80 -s rr\n', code: 7, results: {copy: 'hello'}});
});

test('the lab kills a guest that outlives its time', {skip}, async () => {
  const run = await runInLab({script: 'sleep 100', seconds: 4});
  assert.equal(run.code, 124);
});
