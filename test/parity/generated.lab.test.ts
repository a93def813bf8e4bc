import assert from 'node:assert/strict';
import {before, suite, test} from 'node:test';
import {report} from './compare.js';
import {missingForParity} from './needs.js';
import {runGenerated} from './generated-run.js';
import type {Comparison} from './recorded-run.js';
import {isSoak, seedOfRun} from './seed.js';
import {recordInSummary} from './summary.js';

const skip = missingForParity();

suite('generated command lines', {skip}, () => {
  let comparisons: Comparison[];
  before(async () => {
    comparisons = await runGenerated({seed: seedOfRun(), count: isSoak() ? 4000 : 150});
    recordInSummary({comparisons});
  });

  const modes = {
    generated: 'lvsctl answers as ipvsadm does on the same kernel',
    'generated-embedded': 'lvsctl on the embedded kernel answers as ipvsadm does on a real one',
  };
  for (const [mode, title] of Object.entries(modes)) {
    test(title, t => {
      const {tried, found} = comparisons.find(comparison => comparison.mode === mode)!;
      t.diagnostic(`${tried.length} command lines, seed ${seedOfRun()}`);
      assert.equal(found.length, 0, `${found.length} of ${tried.length} differ:\n${report(found)}`);
    });
  }
});
