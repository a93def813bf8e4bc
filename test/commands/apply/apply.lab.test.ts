import assert from 'node:assert/strict';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {quote} from '../../lab/guest-init.js';
import {stayOnOneProcessor} from '../../interoperation/guest.js';
import {noProgram} from '../journal-program.js';
import {missingForLab, runInLab} from '../../lab/lab.js';

const missing = missingForLab();
const skip = missing.length > 0 && `the lab needs: ${missing.join(', ')}`;
const isSoak = process.env.LVSCTL_SOAK === '1';
const pairs = isSoak ? 4000 : 90;
const kills = isSoak ? 40 : 2;
const guest = (name: string) => quote(join(dirname(fileURLToPath(import.meta.url)), name));

test('the real kernel takes every table as a plan makes it, and a refusal of its own leaves it as it was', {
  skip,
}, async t => {
  const seed = Number(process.env.LVSCTL_SEED ?? (isSoak ? Date.now() % 1_000_000 : 4711));
  t.diagnostic(`seed ${seed}`);
  stayOnOneProcessor();
  const run = await runInLab({
    script: `set -e
${quote(process.execPath)} ${guest('guest-apply.js')} ${pairs} ${seed} > "$LAB/results/told"
ipvsadm -C
${noProgram ? '' : `${quote(process.execPath)} ${guest('guest-kill.js')} ${kills} ${seed} > "$LAB/results/killed"`}
`,
    seconds: isSoak ? 1800 : 120,
  });
  assert.equal(run.code, 0, run.output);
  const {done, putBack, failures} = JSON.parse(run.results.told ?? '') as Record<string, unknown>;
  assert.deepEqual(failures, []);
  assert.ok((done as number) + (putBack as number) === pairs && (putBack as number) > pairs / 3);
  if (noProgram) return t.diagnostic(`not killed: ${noProgram}`);
  const killed = JSON.parse(run.results.killed ?? '') as Record<string, unknown>;
  t.diagnostic(JSON.stringify(killed));
  assert.deepEqual(killed.failures, []);
});
