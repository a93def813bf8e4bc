import assert from 'node:assert/strict';
import {test} from 'node:test';
import {report} from './compare.js';
import {missingForEmbedded} from './needs.js';
import {runRecordedEmbedded} from './embedded-run.js';
import {recordInSummary} from './summary.js';

const skip = missingForEmbedded();

test('lvsctl on the embedded kernel does what was recorded of ipvsadm on a real one', {skip}, async t => {
  const {comparison, excluded} = await runRecordedEmbedded();
  recordInSummary({comparisons: [comparison], excludedFromEmbedded: excluded});
  const {tried, found} = comparison;
  t.diagnostic(`${tried.length} command lines; ${excluded.length} need a real kernel`);
  assert.equal(found.length, 0, `${found.length} of ${tried.length} differ:\n${report(found)}`);
});
