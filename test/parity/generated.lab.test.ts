import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {missingForLab, repositoryFolder} from '../lab/lab.js';
import {report} from './compare.js';
import {runGenerated} from './generated-run.js';
import {isSoak, seedOfRun} from './seed.js';
import {recordInSummary} from './summary.js';

const missing = missingForLab();
if (!existsSync(join(repositoryFolder(), 'dist/lvsctl.cjs'))) missing.push('a build of lvsctl (npm run build)');
const skip = missing.length > 0 && `the lab needs: ${missing.join(', ')}`;

test('lvsctl answers generated command lines as ipvsadm does', {skip}, async t => {
  const comparison = await runGenerated({seed: seedOfRun(), count: isSoak() ? 4000 : 150});
  recordInSummary({comparisons: [comparison]});
  const {tried, found} = comparison;
  t.diagnostic(`${tried.length} command lines, seed ${seedOfRun()}`);
  assert.equal(found.length, 0, `${found.length} of ${tried.length} differ:\n${report(found)}`);
});
