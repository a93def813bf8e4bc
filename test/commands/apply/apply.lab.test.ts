import assert from 'node:assert/strict';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {quote} from '../../lab/guest-init.js';
import {missingForLab, runInLab} from '../../lab/lab.js';

const missing = missingForLab();
const skip = missing.length > 0 && `the lab needs: ${missing.join(', ')}`;
const isSoak = process.env.LVSCTL_SOAK === '1';
const pairs = isSoak ? 4000 : 90;
const guest = quote(join(dirname(fileURLToPath(import.meta.url)), 'guest-apply.js'));

test('the real kernel takes every table as a plan makes it, and a refusal of its own leaves it as it was', {
  skip,
}, async t => {
  const seed = isSoak ? Date.now() % 1_000_000 : 4711;
  t.diagnostic(`seed ${seed}`);
  const run = await runInLab({
    script: `exec ${quote(process.execPath)} ${guest} ${pairs} ${seed} > "$LAB/results/told"`,
    seconds: isSoak ? 900 : 90,
  });
  assert.equal(run.code, 0, run.output);
  const {done, putBack, failures} = JSON.parse(run.results.told ?? '') as Record<string, unknown>;
  assert.deepEqual(failures, []);
  assert.ok((done as number) + (putBack as number) === pairs && (putBack as number) > pairs / 3);
});
