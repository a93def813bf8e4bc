import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {missingForLab, repositoryFolder} from '../lab/lab.js';
import {report} from './compare.js';
import {recordInSummary} from './summary.js';
import {runTraffic} from './traffic-run.js';

const missing = missingForLab();
if (!existsSync(join(repositoryFolder(), 'dist/lvsctl.cjs'))) missing.push('a build of lvsctl (npm run build)');
const skip = missing.length > 0 && `the lab needs: ${missing.join(', ')}`;

test('lvsctl shows connections and counters of live traffic as ipvsadm shows them', {skip}, async t => {
  const {comparison, excluded} = await runTraffic();
  recordInSummary({comparisons: [comparison], excludedFromTraffic: excluded});
  const {tried, found} = comparison;
  t.diagnostic(`${tried.length} command lines`);
  assert.equal(found.length, 0, `${found.length} of ${tried.length} differ:\n${report(found)}`);
});
