import assert from 'node:assert/strict';
import {before, suite, test} from 'node:test';
import {report} from './compare.js';
import {missingForParity} from './needs.js';
import {type RecordedRun, runRecorded} from './recorded-run.js';
import {isSoak, seedOfRun} from './seed.js';
import {recordInSummary} from './summary.js';

const skip = missingForParity();

suite('recorded runs of ipvsadm, again on a real kernel', {skip}, () => {
  let run: RecordedRun;
  before(async () => {
    run = await runRecorded({seed: seedOfRun(), soak: isSoak()});
    recordInSummary(run);
  });

  const modes = {
    real: 'ipvsadm does again what was recorded of it',
    spawned: 'lvsctl, started under the name ipvsadm, does what ipvsadm does',
    'in-process': 'lvsctl, called in one process, does what ipvsadm does',
  };
  for (const [mode, title] of Object.entries(modes)) {
    test(title, t => {
      const {tried, found} = run.comparisons.find(comparison => comparison.mode === mode)!;
      t.diagnostic(`${tried.length} command lines, seed ${seedOfRun()}`);
      assert.equal(found.length, 0, `${found.length} of ${tried.length} differ:\n${report(found)}`);
    });
  }
});
