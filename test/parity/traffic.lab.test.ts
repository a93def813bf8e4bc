import assert from 'node:assert/strict';
import {test} from 'node:test';
import {report} from './compare.js';
import {missingForParity} from './needs.js';
import {isSoak, seedOfRun} from './seed.js';
import {recordInSummary} from './summary.js';
import {runTraffic} from './traffic-run.js';

const skip = missingForParity();

test('lvsctl shows connections and counters of live traffic as ipvsadm shows them', {skip}, async t => {
  const {comparison, excluded} = await runTraffic({seed: seedOfRun(), soak: isSoak()});
  recordInSummary({comparisons: [comparison], excludedFromTraffic: excluded});
  const {tried, found} = comparison;
  t.diagnostic(`${tried.length} command lines`);
  assert.equal(found.length, 0, `${found.length} of ${tried.length} differ:\n${report(found)}`);
});
